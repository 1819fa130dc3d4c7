// SPDX-License-Identifier: Apache-2.0
// A file as the one part of a form (RFC 7578), read while it is sent: how Gitea and Forgejo take
// the assets of releases.
#pragma once

#include "base/result.h"

#include <QIODevice>

#include <memory>

namespace upkeep {

class FormFile final : public QIODevice {
public:
    // `file` is random-access and of a known size.
    FormFile(std::unique_ptr<QIODevice> file, const QByteArray& field, const QString& name);

    QByteArray contentType() const { return "multipart/form-data; boundary=" + m_boundary; }
    bool isSequential() const override { return false; }
    qint64 size() const override { return m_head.size() + m_file->size() + m_tail.size(); }

    // The bytes of the first part of such a form; parse.invalid where it is none.
    static Result<QByteArray> partOf(const QByteArray& contentType, const QByteArray& form);

protected:
    qint64 readData(char* data, qint64 wanted) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    std::unique_ptr<QIODevice> m_file;
    QByteArray m_boundary;
    QByteArray m_head;
    QByteArray m_tail;
};

} // namespace upkeep
