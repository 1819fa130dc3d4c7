// SPDX-License-Identifier: Apache-2.0
#include "publish/form_file.h"

#include <QRandomGenerator>

#include <algorithm>

namespace upkeep {

namespace {

const QByteArray lineEnd = QByteArrayLiteral("\r\n");

// So long that no file holds it by chance.
QByteArray newBoundary() {
    QByteArray boundary = "upkeep-";
    for (int n = 0; n < 4; ++n)
        boundary += QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    return boundary;
}

qint64 copy(QByteArrayView from, char* data, qint64 wanted) {
    const qint64 count = qMin<qint64>(from.size(), wanted);
    std::copy_n(from.data(), count, data);
    return count;
}

} // namespace

FormFile::FormFile(std::unique_ptr<QIODevice> file, const QByteArray& field, const QString& name)
    : m_file(std::move(file)), m_boundary(newBoundary()) {
    QByteArray shown = name.toUtf8();
    shown.replace('"', "%22");
    m_head = "--" + m_boundary + lineEnd + "Content-Disposition: form-data; name=\"" + field +
             "\"; filename=\"" + shown + "\"" + lineEnd + "Content-Type: application/octet-stream" +
             lineEnd + lineEnd;
    m_tail = lineEnd + "--" + m_boundary + "--" + lineEnd;
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 FormFile::readData(char* data, qint64 wanted) {
    const qint64 inFile = pos() - m_head.size();
    const qint64 behind = inFile - m_file->size();
    if (inFile < 0)
        return copy(QByteArrayView(m_head).sliced(pos()), data, wanted);
    if (behind >= 0)
        return copy(
            QByteArrayView(m_tail).sliced(qMin<qint64>(behind, m_tail.size())), data, wanted);
    return m_file->seek(inFile) ? m_file->read(data, wanted) : -1;
}

Result<QByteArray> FormFile::partOf(const QByteArray& contentType, const QByteArray& form) {
    const QByteArray boundary = "--" + contentType.mid(contentType.indexOf("boundary=") + 9);
    const qsizetype start = form.indexOf(lineEnd + lineEnd);
    const qsizetype end = form.lastIndexOf(lineEnd + boundary + "--");
    if (!contentType.startsWith("multipart/form-data") || !form.startsWith(boundary) || start < 0 ||
        end < start + 4)
        return Error{ErrorCode::ParseInvalid, QStringLiteral("form"), {}};
    return form.mid(start + 4, end - start - 4);
}

} // namespace upkeep
