// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/audit.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace client::store {

// How far each environment's audit log went when this console last saw it, in a small JSON file of its own: what was
// seen here cannot be taken back there. `betd audit verify --head` wants such a head. The newest row wins; a row that
// was seen before with another hash is kept as it was, and reported.
class AuditHeads : public QObject
{
    Q_OBJECT

public:
    struct Seen
    {
        contract::AuditHeadText head;
        std::int64_t at = 0; // UTC, by this computer's clock
    };

    // A file that is missing is empty; one that cannot be read is put aside under another name, never overwritten.
    explicit AuditHeads(std::string path, QObject* parent = nullptr);

    std::optional<Seen> head(const std::string& environmentId) const;
    // Durable when it returns, if anything changed. Conflict: the log was written anew.
    contract::Result<void> remember(const std::string& environmentId, const contract::AuditHeadText& head,
                                    std::int64_t at);

Q_SIGNALS:
    void changed(const QString& environmentId);

private:
    void load();
    contract::Result<void> save() const;

    const std::string m_path;
    std::map<std::string, Seen> m_heads;
};

} // namespace client::store
