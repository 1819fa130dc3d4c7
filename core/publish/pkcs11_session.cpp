// SPDX-License-Identifier: Apache-2.0
#include "publish/pkcs11_session.h"

#include <QHash>
#include <QMutex>

#include <array>

#include <dlfcn.h>

namespace upkeep {

namespace {

constexpr CK_ULONG longestAttribute = 16 * 1024;
constexpr CK_ULONG mostSlots = 256;

Error keyError(const QString& subject, const QString& cause) {
    return Error{ErrorCode::KeyInvalid, subject, cause};
}

// Labels are padded with blanks.
QString labelOf(const CK_TOKEN_INFO& token) {
    return QString::fromUtf8(reinterpret_cast<const char*>(token.label), sizeof token.label)
        .trimmed();
}

CK_BYTE* bytesOf(QByteArray& bytes) {
    return reinterpret_cast<CK_BYTE*>(bytes.data());
}

Result<CK_SLOT_ID> slotOf(const Pkcs11Module& module, const QString& label) {
    std::array<CK_SLOT_ID, mostSlots> slots = {};
    CK_ULONG count = slots.size();
    if (module.functions().C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK)
        return keyError(module.name(), QStringLiteral("its slots cannot be listed"));
    for (CK_ULONG at = 0; at < count; ++at) {
        CK_TOKEN_INFO token = {};
        if (module.functions().C_GetTokenInfo(slots[at], &token) == CKR_OK &&
            labelOf(token) == label)
            return slots[at];
    }
    return keyError(label, QStringLiteral("no token of this label is there"));
}

} // namespace

Result<std::shared_ptr<Pkcs11Module>> Pkcs11Module::load(const LocalPath& path) {
    static QMutex mutex;
    static QHash<QByteArray, std::weak_ptr<Pkcs11Module>> loaded;
    const QMutexLocker lock(&mutex);
    if (auto known = loaded.value(path.bytes()).lock())
        return known;
    std::shared_ptr<Pkcs11Module> module(new Pkcs11Module);
    module->m_name = path.display();
    module->m_library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!module->m_library)
        return keyError(path.display(), QString::fromLocal8Bit(::dlerror()));
    const auto list =
        reinterpret_cast<CK_C_GetFunctionList>(::dlsym(module->m_library, "C_GetFunctionList"));
    if (!list || list(&module->m_functions) != CKR_OK || !module->m_functions)
        return keyError(path.display(), QStringLiteral("is no PKCS#11 module"));
    CK_C_INITIALIZE_ARGS arguments = {};
    arguments.flags = CKF_OS_LOCKING_OK;
    const CK_RV begun = module->m_functions->C_Initialize(&arguments);
    module->m_isOurs = begun == CKR_OK;
    if (begun != CKR_OK && begun != CKR_CRYPTOKI_ALREADY_INITIALIZED)
        return keyError(path.display(),
                        QStringLiteral("C_Initialize: 0x%1").arg(qulonglong(begun), 0, 16));
    loaded.insert(path.bytes(), module);
    return module;
}

Pkcs11Module::~Pkcs11Module() {
    if (m_isOurs)
        m_functions->C_Finalize(nullptr);
    if (m_library)
        ::dlclose(m_library);
}

Result<std::unique_ptr<Pkcs11Session>> Pkcs11Session::open(std::shared_ptr<Pkcs11Module> module,
                                                           const QString& token,
                                                           QByteArrayView pin) {
    UPKEEP_TRY_AS(const CK_SLOT_ID slot, slotOf(*module, token));
    CK_SESSION_HANDLE handle = 0;
    const CK_RV opened =
        module->functions().C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &handle);
    if (opened != CKR_OK)
        return keyError(token,
                        QStringLiteral("C_OpenSession: 0x%1").arg(qulonglong(opened), 0, 16));
    std::unique_ptr<Pkcs11Session> session(new Pkcs11Session(std::move(module), handle));
    QByteArray secret = pin.toByteArray();
    const CK_RV entered =
        session->p11().C_Login(handle, CKU_USER, bytesOf(secret), CK_ULONG(secret.size()));
    secret.fill('\0');
    if (entered == CKR_PIN_INCORRECT || entered == CKR_PIN_LEN_RANGE || entered == CKR_PIN_INVALID)
        return keyError(token, QStringLiteral("the PIN is wrong"));
    if (entered == CKR_PIN_LOCKED)
        return keyError(token, QStringLiteral("the PIN is locked after too many tries"));
    if (entered != CKR_OK && entered != CKR_USER_ALREADY_LOGGED_IN)
        return session->failed("C_Login", entered);
    return session;
}

Pkcs11Session::~Pkcs11Session() {
    p11().C_CloseSession(m_session); // the login ends with the last one
}

Error Pkcs11Session::failed(const char* call, CK_RV result) const {
    return keyError(m_module->name(),
                    QStringLiteral("%1: 0x%2")
                        .arg(QLatin1String(call), QString::number(qulonglong(result), 16)));
}

Result<CK_OBJECT_HANDLE> Pkcs11Session::find(CK_OBJECT_CLASS kind, const QString& label) {
    QByteArray name = label.toUtf8();
    std::array<CK_ATTRIBUTE, 2> wanted = {
        {{CKA_CLASS, &kind, sizeof kind}, {CKA_LABEL, name.data(), CK_ULONG(name.size())}}};
    if (const CK_RV begun = p11().C_FindObjectsInit(m_session, wanted.data(), wanted.size());
        begun != CKR_OK)
        return failed("C_FindObjectsInit", begun);
    std::array<CK_OBJECT_HANDLE, 2> found = {};
    CK_ULONG count = 0;
    const CK_RV done = p11().C_FindObjects(m_session, found.data(), found.size(), &count);
    p11().C_FindObjectsFinal(m_session);
    if (done != CKR_OK)
        return failed("C_FindObjects", done);
    if (count == 1)
        return found[0];
    return keyError(label,
                    count == 0 ? QStringLiteral("the token has no key of this label")
                               : QStringLiteral("the token has several keys of this label"));
}

Result<QByteArray> Pkcs11Session::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
    CK_ATTRIBUTE wanted{type, nullptr, 0};
    if (const CK_RV sized = p11().C_GetAttributeValue(m_session, object, &wanted, 1);
        sized != CKR_OK || wanted.ulValueLen > longestAttribute)
        return failed("C_GetAttributeValue", sized);
    QByteArray value(qsizetype(wanted.ulValueLen), '\0');
    wanted.pValue = value.data();
    if (const CK_RV read = p11().C_GetAttributeValue(m_session, object, &wanted, 1); read != CKR_OK)
        return failed("C_GetAttributeValue", read);
    return value;
}

Result<QByteArray>
Pkcs11Session::sign(CK_OBJECT_HANDLE key, CK_MECHANISM mechanism, QByteArrayView data) {
    if (const CK_RV begun = p11().C_SignInit(m_session, &mechanism, key); begun != CKR_OK)
        return failed("C_SignInit", begun);
    QByteArray input = data.toByteArray();
    QByteArray signature(1024, '\0');
    auto length = CK_ULONG(signature.size());
    const CK_RV done = p11().C_Sign(
        m_session, bytesOf(input), CK_ULONG(input.size()), bytesOf(signature), &length);
    if (done != CKR_OK)
        return failed("C_Sign", done);
    signature.resize(qsizetype(length));
    return signature;
}

} // namespace upkeep
