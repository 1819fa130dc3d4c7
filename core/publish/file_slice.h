// SPDX-License-Identifier: Apache-2.0
// A part of an open file as a QIODevice, so that QHttpServer sends it piece by piece and memory
// stays bounded whatever the file's size.
#pragma once

#include "system/file_system.h"

#include <QIODevice>

namespace upkeep {

class FileSlice final : public QIODevice {
public:
    FileSlice(Descriptor file, qint64 first, qint64 length)
        : m_file(std::move(file)), m_first(first), m_length(length) {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_length; }

protected:
    qint64 readData(char* data, qint64 wanted) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    Descriptor m_file;
    qint64 m_first;
    qint64 m_length;
};

} // namespace upkeep
