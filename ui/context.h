// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/api/calllog.h"
#include "client/operations/runner.h"
#include "client/ports/clock.h"
#include "client/ports/random.h"
#include "ui/connection.h"
#include "ui/format.h"
#include "ui/recording.h"
#include "ui/theme.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace client::store {
class AuditHeads;
}

namespace ui {

// What pages, docks and dialogs are given. Everything outlives the windows. Widgets retranslate on
// QEvent::LanguageChange and take colours anew on Theme::changed().
struct Context
{
    client::api::BetApi& api;
    client::operations::Runner& runner;
    const client::ports::Clock& clock;
    client::ports::Random& random;
    Connection& connection;
    Theme& theme;
    Format& format;
    // How far each environment's audit log went when it was last seen here; null where nothing is kept.
    const client::store::AuditHeads* auditHeads = nullptr;
    // The story of a bet as it was read the last time, for when the service is gone; `done` gets none if it never was.
    // Empty where nothing is kept.
    using Recalled = std::function<void(const std::optional<client::contract::Story>& story, qint64 readAtMs)>;
    std::function<void(const client::contract::PartnerId& partner, const client::contract::BetId& bet, Recalled done)>
        recallStory = {};
    // What this console saw, for when somebody wants it line by line or moment by moment. Empty where nothing is kept.
    using RecalledTold = std::function<void(const Recording& recording)>;
    std::function<void(RecalledTold done)> recallTold = {};
    // The newest requests of this console; null where they are not kept.
    const client::api::CallLog* calls = nullptr;
    // What the maker of the bundle that is looked at wrote about lines of a bet, as it can be shown. Empty where none
    // is.
    std::function<QStringList(const client::contract::PartnerId& partner, const client::contract::BetId& bet)>
        bundleNotes = {};
};

} // namespace ui
