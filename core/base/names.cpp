// SPDX-License-Identifier: Apache-2.0
#include "base/names.h"

#include <QDir>
#include <QStringDecoder>

namespace upkeep {

namespace {

constexpr qsizetype maximumLength = 1024;
constexpr qsizetype maximumLevels = 40;
constexpr qsizetype maximumComponent = 255;

Error invalidName(QByteArrayView bytes, const char* cause) {
    return Error{ErrorCode::NameInvalid, QString::fromUtf8(bytes), QLatin1String(cause)};
}

bool isValidUtf8(QByteArrayView bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const QString decoded = decoder(bytes);
    return !decoder.hasError() && !decoded.contains(QChar(0xFEFF));
}

bool isReservedOnWindows(const QByteArray& component) {
    static const QByteArrayList devices = {"CON", "PRN", "AUX", "NUL"};
    const QByteArray stem = component.split('.').constFirst().toUpper();
    if (devices.contains(stem))
        return true;
    return stem.size() == 4 && (stem.startsWith("COM") || stem.startsWith("LPT")) &&
           stem[3] >= '1' && stem[3] <= '9';
}

bool hasDotComponent(const QByteArray& component) {
    return component.isEmpty() || component == "." || component == "..";
}

const char* refuseComponent(const QByteArray& component) {
    if (hasDotComponent(component))
        return "has an empty, \".\" or \"..\" component";
    if (component.size() > maximumComponent)
        return "has a component over 255 bytes";
    if (component.endsWith('.') || component.endsWith(' '))
        return "has a component that ends in a dot or a space";
    if (isReservedOnWindows(component))
        return "has a component that Windows reserves";
    return nullptr;
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

} // namespace

Result<RelativePath> RelativePath::parse(QByteArrayView text) {
    if (text.isEmpty() || text.size() > maximumLength)
        return invalidName(text.first(qMin<qsizetype>(text.size(), 64)),
                           "is empty or over 1,024 bytes");
    if (text.front() == '/')
        return invalidName(text, "is absolute");
    if (std::any_of(text.begin(), text.end(), isControl) || text.contains('\\'))
        return invalidName(text, "has a control character or a backslash");
    if (text.size() >= 2 && text[1] == ':')
        return invalidName(text, "starts with a drive letter");
    if (!isValidUtf8(text))
        return invalidName(text, "is not UTF-8");
    const QByteArray bytes = text.toByteArray();
    const QList<QByteArray> components = bytes.split('/');
    if (components.size() > maximumLevels)
        return invalidName(text, "has over 40 levels");
    for (const QByteArray& component : components) {
        if (const char* refusal = refuseComponent(component))
            return invalidName(text, refusal);
    }
    return RelativePath(bytes);
}

QByteArray RelativePath::basename() const {
    return m_bytes.mid(m_bytes.lastIndexOf('/') + 1);
}

QByteArray RelativePath::parent() const {
    return m_bytes.left(qMax<qsizetype>(m_bytes.lastIndexOf('/'), 0));
}

bool RelativePath::isWithin(const RelativePath& folder) const {
    return m_bytes == folder.m_bytes || m_bytes.startsWith(folder.m_bytes + '/');
}

Result<LocalName> LocalName::parse(QByteArrayView bytes) {
    const QByteArray name = bytes.toByteArray();
    if (name.contains('\0'))
        return invalidName(bytes, "has a NUL byte");
    const QList<QByteArray> components = name.split('/');
    if (std::any_of(components.begin(), components.end(), hasDotComponent))
        return invalidName(bytes, "is absolute or has an empty, \".\" or \"..\" component");
    return LocalName(name);
}

LocalName LocalName::child(const LocalName& name) const {
    return LocalName(m_bytes + '/' + name.m_bytes);
}

Result<LocalPath> LocalPath::parse(QByteArrayView bytes) {
    if (bytes.isEmpty() || bytes.front() != '/')
        return invalidName(bytes, "is not absolute");
    if (bytes.size() == 1)
        return LocalPath(QByteArray("/"));
    UPKEEP_TRY(LocalName::parse(bytes.sliced(1)));
    return LocalPath(bytes.toByteArray());
}

Result<LocalPath> LocalPath::fromUser(const QString& text) {
    if (text.isEmpty())
        return invalidName({}, "is empty");
    QString absolute = text;
    if (absolute == QLatin1String("~") || absolute.startsWith(QLatin1String("~/")))
        absolute.replace(0, 1, QDir::homePath());
    return parse(QDir::cleanPath(QDir().absoluteFilePath(absolute)).toUtf8());
}

LocalPath LocalPath::operator/(const LocalName& name) const {
    return LocalPath(m_bytes == "/" ? '/' + name.bytes() : m_bytes + '/' + name.bytes());
}

LocalPath LocalPath::operator/(const char* name) const {
    const auto parsed = LocalName::parse(name);
    Q_ASSERT(parsed.has_value());
    return *this / parsed.value();
}

LocalPath LocalPath::parent() const {
    return LocalPath(m_bytes.left(qMax<qsizetype>(m_bytes.lastIndexOf('/'), 1)));
}

QByteArray LocalPath::basename() const {
    return m_bytes.mid(m_bytes.lastIndexOf('/') + 1);
}

LocalPath LocalPath::withSuffix(QByteArrayView suffix) const {
    return LocalPath(m_bytes + suffix.toByteArray());
}

bool LocalPath::isWithin(const LocalPath& folder) const {
    return m_bytes == folder.m_bytes || folder.m_bytes == "/" ||
           m_bytes.startsWith(folder.m_bytes + '/');
}

} // namespace upkeep
