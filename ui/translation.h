// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"
#include "ui/format.h"
#include "ui/models/betsmodel.h"

#include <QStringList>
#include <QTranslator>

#include <memory>

namespace ui {

// The language of the application, switched at run time: every widget gets QEvent::LanguageChange.
class Translation
{
public:
    Translation();
    ~Translation();

    void use(Language language);
    Language language() const { return m_language; }

    // A text in every language we ship, for widths that must not change with the language.
    static QStringList everyStatus(client::contract::ShownStatus status);
    static QStringList everyHeader(BetsModel::Column column);
    static QStringList every(const char* context, const char* source);

private:
    Language m_language = Language::English;
    std::unique_ptr<QTranslator> m_translator;
    std::unique_ptr<QTranslator> m_qtTranslator;
};

} // namespace ui
