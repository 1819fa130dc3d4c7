// SPDX-License-Identifier: Apache-2.0
// PKCS#11 2.40 as far as signing needs it: load a module, find a token by its label, log in, find a
// key by its label, read its public part, sign. Internal to publish/.
#pragma once

#include "base/names.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

#include <p11-kit/pkcs11.h>

namespace upkeep {

// A loaded module; unloaded with the last session in it.
class Pkcs11Module {
public:
    // One and the same for everybody who names it: a module may be initialised once only.
    static Result<std::shared_ptr<Pkcs11Module>> load(const LocalPath& path);
    ~Pkcs11Module();
    Q_DISABLE_COPY_MOVE(Pkcs11Module)

    CK_FUNCTION_LIST& functions() const { return *m_functions; }
    const QString& name() const { return m_name; }

private:
    Pkcs11Module() = default;

    QString m_name;
    void* m_library = nullptr;
    CK_FUNCTION_LIST* m_functions = nullptr;
    bool m_isOurs = false; // who initialised it finalises it
};

class Pkcs11Session {
public:
    static Result<std::unique_ptr<Pkcs11Session>>
    open(std::shared_ptr<Pkcs11Module> module, const QString& token, QByteArrayView pin);
    ~Pkcs11Session();
    Q_DISABLE_COPY_MOVE(Pkcs11Session)

    // CKO_PRIVATE_KEY or CKO_PUBLIC_KEY; key.invalid unless there is exactly one.
    Result<CK_OBJECT_HANDLE> find(CK_OBJECT_CLASS kind, const QString& label);
    Result<QByteArray> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
    Result<QByteArray> sign(CK_OBJECT_HANDLE key, CK_MECHANISM mechanism, QByteArrayView data);

private:
    Pkcs11Session(std::shared_ptr<Pkcs11Module> module, CK_SESSION_HANDLE session)
        : m_module(std::move(module)), m_session(session) {}
    Error failed(const char* call, CK_RV result) const;
    CK_FUNCTION_LIST& p11() const { return m_module->functions(); }

    std::shared_ptr<Pkcs11Module> m_module;
    CK_SESSION_HANDLE m_session;
};

} // namespace upkeep
