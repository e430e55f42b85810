// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace ui {

namespace {

QString catalogue(Language language)
{
    // English has a catalogue too: its plural forms.
    return language == Language::Russian ? QStringLiteral(":/i18n/betdesk_ru.qm")
                                         : QStringLiteral(":/i18n/betdesk_en.qm");
}

QStringList everyLanguage(const char* context, const QStringList& sources)
{
    static const auto russian = [] {
        auto translator = std::make_unique<QTranslator>();
        if (!translator->load(catalogue(Language::Russian)))
            translator.reset();
        return translator;
    }();
    QStringList texts = sources;
    for (const auto& source : sources) {
        if (const auto text = russian ? russian->translate(context, source.toUtf8().constData()) : QString();
            !text.isEmpty())
            texts << text;
    }
    return texts;
}

} // namespace

Translation::Translation()
{
    use(Language::English);
}

Translation::~Translation()
{
    for (auto* translator : {m_translator.get(), m_qtTranslator.get()}) {
        if (translator)
            QCoreApplication::removeTranslator(translator);
    }
}

void Translation::use(Language language)
{
    if (m_translator && m_language == language)
        return;
    m_language = language;
    for (auto* translator : {m_translator.get(), m_qtTranslator.get()}) {
        if (translator)
            QCoreApplication::removeTranslator(translator);
    }
    m_qtTranslator.reset();
    if (language == Language::Russian) {
        auto qtOwn = std::make_unique<QTranslator>();
        if (qtOwn->load(QStringLiteral("qtbase_ru"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
            m_qtTranslator = std::move(qtOwn);
            QCoreApplication::installTranslator(m_qtTranslator.get());
        }
    }
    m_translator = std::make_unique<QTranslator>();
    if (m_translator->load(catalogue(language)))
        QCoreApplication::installTranslator(m_translator.get());
}

QStringList Translation::everyStatus(client::contract::ShownStatus status)
{
    using client::contract::ShownStatus;
    switch (status) {
    case ShownStatus::InDoubt:
        return everyLanguage("Format", {QStringLiteral("In doubt")});
    case ShownStatus::Retrying: {
        auto texts = everyLanguage("Format", {QStringLiteral("Retrying %1/%2")});
        texts.replaceInStrings(QStringLiteral("%1/%2"), QStringLiteral("5/5"));
        return texts;
    }
    case ShownStatus::Failed:
        return everyLanguage("Format", {QStringLiteral("Failed")});
    case ShownStatus::Refunded:
        return everyLanguage("Format", {QStringLiteral("Refunded")});
    case ShownStatus::Recalculated:
        return everyLanguage("Format", {QStringLiteral("Recalculated")});
    case ShownStatus::Won:
        return everyLanguage("Format", {QStringLiteral("Won")});
    case ShownStatus::Lost:
        return everyLanguage("Format", {QStringLiteral("Lost")});
    case ShownStatus::FundsHeld:
        return everyLanguage("Format", {QStringLiteral("Funds held")});
    case ShownStatus::Checked:
        return everyLanguage("Format", {QStringLiteral("Approved")});
    case ShownStatus::Expired:
        return everyLanguage("Format", {QStringLiteral("Expired")});
    }
    return {};
}

QStringList Translation::every(const char* context, const char* source)
{
    return everyLanguage(context, {QString::fromUtf8(source)});
}

QStringList Translation::everyHeader(BetsModel::Column column)
{
    static const QStringList sources{
        QStringLiteral("Time"),    QStringLiteral("Bet"),      QStringLiteral("Partner"), QStringLiteral("Player"),
        QStringLiteral("Round"),   QStringLiteral("Amount"),   QStringLiteral("Payout"),  QStringLiteral("Status"),
        QStringLiteral("Attempt"), QStringLiteral("Next try"), QStringLiteral("Latency"), QStringLiteral("Last error")};
    return everyLanguage("ui::BetsModel", {sources[static_cast<int>(column)]});
}

} // namespace ui
