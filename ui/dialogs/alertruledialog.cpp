// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/alertruledialog.h"

#include "ui/alerttexts.h"
#include "ui/jobtexts.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/queryfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <cmath>

namespace ui {

using client::contract::AlertCondition;
using client::contract::AlertRuleId;
using client::contract::AlertRuleRow;
using client::contract::AlertSeverity;
using client::contract::AnswerKind;
using client::contract::ProblemCode;

namespace {

constexpr int dialogWidth = 580;
constexpr int thresholdMax = 1'000'000;
constexpr int percentMax = 100;
constexpr int secondsOfADay = 86'400;
constexpr int secondsOfAnHour = 3'600;
constexpr int secondsOfAMinute = 60;
constexpr std::int64_t msOfASecond = 1'000;
constexpr int nameCharsMax = 64;
constexpr int numberWidth = 90; // four digits or a time of the day, beside the arrows
constexpr int queryCharsMax = 1'000;

AlertRuleRow emptyRule()
{
    AlertRuleRow rule;
    rule.windowMs = 5 * secondsOfAMinute * msOfASecond;
    return rule;
}

bool hasThreshold(AlertCondition condition)
{
    return condition != AlertCondition::WrongResult && condition != AlertCondition::ApprovalWaiting;
}

bool hasWindow(AlertCondition condition)
{
    return condition != AlertCondition::WrongResult && condition != AlertCondition::InDoubt;
}

// Of these the service refuses a window of less than a second.
bool needsWindow(AlertCondition condition)
{
    return condition == AlertCondition::Query || condition == AlertCondition::FailureRatio ||
           condition == AlertCondition::Silence;
}

// Per mille on the wire, per cent on the screen.
double thresholdUnits(AlertCondition condition)
{
    return condition == AlertCondition::FailureRatio ? 10.0 : 1.0;
}

QTime timeOfDay(int minutes)
{
    return QTime(0, 0).addSecs(minutes * secondsOfAMinute);
}

int minutesOf(const QTimeEdit& edit)
{
    return edit.time().hour() * 60 + edit.time().minute();
}

} // namespace

AlertRuleDialog::AlertRuleDialog(const Context& context, const std::optional<AlertRuleRow>& rule, QWidget* parent)
    : QDialog(parent), m_context(context), m_isNew(!rule), m_before(rule.value_or(emptyRule())),
      m_nameLabel(new QLabel), m_name(new QLineEdit), m_nameHint(plainLabel("ruleNameHint", TextRole::Secondary)),
      m_queryLabel(new QLabel), m_query(new QueryField(context.theme)),
      m_queryHint(plainLabel("ruleQueryHint", TextRole::Secondary)), m_thresholdLabel(new QLabel),
      m_threshold(new QDoubleSpinBox), m_windowLabel(new QLabel), m_window(new QSpinBox), m_unit(new QComboBox),
      m_severityLabel(new QLabel), m_severity(new QComboBox), m_quiet(new QCheckBox), m_quietFrom(new QTimeEdit),
      m_quietToLabel(new QLabel), m_quietTo(new QTimeEdit),
      m_quietHint(plainLabel("ruleQuietHint", TextRole::Secondary)), m_enabled(new QCheckBox), m_sound(new QCheckBox),
      m_desktop(new QCheckBox), m_meaning(plainLabel("ruleMeaning")),
      m_hint(plainLabel("ruleHint", TextRole::Secondary)), m_cancel(plainButton("cancelButton")),
      m_save(new QPushButton)
{
    setObjectName(QStringLiteral("alertRuleDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    fill();
    for (auto* edit : {m_name, static_cast<QLineEdit*>(m_query)})
        connect(edit, &QLineEdit::textChanged, this, &AlertRuleDialog::refresh);
    connect(m_quiet, &QCheckBox::toggled, this, &AlertRuleDialog::refresh);
    for (auto* edit : {m_quietFrom, m_quietTo})
        connect(edit, &QTimeEdit::timeChanged, this, &AlertRuleDialog::refresh);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &AlertRuleDialog::refresh);
    connect(m_window, &QSpinBox::valueChanged, this, &AlertRuleDialog::refresh);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &AlertRuleDialog::onUnit);
    connect(m_cancel, &QPushButton::clicked, this, &AlertRuleDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &AlertRuleDialog::save);
    connect(&m_context.connection, &Connection::changed, this, &AlertRuleDialog::refresh);
    retranslate();
    resize(dialogWidth, sizeHint().height());
    (m_isNew ? static_cast<QWidget*>(m_name) : m_threshold)->setFocus();
}

AlertRuleDialog::~AlertRuleDialog()
{
    if (m_call)
        m_call->disconnect(this);
}

void AlertRuleDialog::build()
{
    m_name->setObjectName(QStringLiteral("ruleName"));
    m_name->setMaxLength(nameCharsMax);
    m_name->setEnabled(m_isNew);
    m_query->setObjectName(QStringLiteral("ruleQuery"));
    m_query->setMaxLength(queryCharsMax);
    m_threshold->setObjectName(QStringLiteral("ruleThreshold"));
    const auto units = thresholdUnits(m_before.condition);
    m_threshold->setDecimals(units > 1 ? 1 : 0);
    // More than all calls cannot fail.
    m_threshold->setRange(1 / units, units > 1 ? percentMax : thresholdMax);
    m_window->setObjectName(QStringLiteral("ruleWindow"));
    m_unit->setObjectName(QStringLiteral("ruleWindowUnit"));
    m_unit->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const int seconds : {1, secondsOfAMinute, secondsOfAnHour})
        m_unit->addItem(QString(), seconds);
    m_severity->setObjectName(QStringLiteral("ruleSeverity"));
    for (const auto severity : {AlertSeverity::Info, AlertSeverity::Warning, AlertSeverity::Critical})
        m_severity->addItem(QString(), static_cast<int>(severity));
    m_enabled->setObjectName(QStringLiteral("ruleEnabled"));
    m_quiet->setObjectName(QStringLiteral("ruleQuiet"));
    m_quietFrom->setObjectName(QStringLiteral("ruleQuietFrom"));
    m_quietTo->setObjectName(QStringLiteral("ruleQuietTo"));
    for (auto* edit : {m_quietFrom, m_quietTo})
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
    for (auto* edit :
         {static_cast<QWidget*>(m_window), static_cast<QWidget*>(m_quietFrom), static_cast<QWidget*>(m_quietTo)})
        edit->setMinimumWidth(numberWidth);
    m_sound->setObjectName(QStringLiteral("ruleSound"));
    m_desktop->setObjectName(QStringLiteral("ruleDesktop"));
    m_save->setObjectName(QStringLiteral("saveRuleButton"));
    m_save->setDefault(true);
    setButtonRole(m_save, ButtonRole::Primary);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::groupSpacing);
    grid->setVerticalSpacing(metrics::cellPadding);
    grid->setColumnStretch(1, 1);
    int line = 0;
    // A field with what is wrong with it below.
    const auto add = [&](QLabel* label, QWidget* field, QLabel* hint, bool isShown = true) {
        label->setBuddy(field);
        grid->addWidget(label, line, 0);
        grid->addWidget(field, line++, 1);
        if (hint)
            grid->addWidget(hint, line++, 1);
        label->setVisible(isShown);
        field->setVisible(isShown);
    };
    const auto side = [](std::initializer_list<QWidget*> widgets) {
        auto* row = new QHBoxLayout;
        row->setSpacing(metrics::cellPadding);
        for (auto* widget : widgets)
            row->addWidget(widget);
        row->addStretch(1);
        return row;
    };
    add(m_nameLabel, m_name, m_nameHint);
    add(m_queryLabel, m_query, m_queryHint, m_before.condition == AlertCondition::Query);
    add(m_thresholdLabel, m_threshold, nullptr, hasThreshold(m_before.condition));
    m_windowLabel->setBuddy(m_window);
    grid->addWidget(m_windowLabel, line, 0);
    grid->addLayout(side({m_window, m_unit}), line++, 1);
    for (auto* widget :
         {static_cast<QWidget*>(m_windowLabel), static_cast<QWidget*>(m_window), static_cast<QWidget*>(m_unit)})
        widget->setVisible(hasWindow(m_before.condition));
    add(m_severityLabel, m_severity, nullptr);
    m_quietToLabel->setBuddy(m_quietTo);
    grid->addWidget(m_quiet, line, 0);
    grid->addLayout(side({m_quietFrom, m_quietToLabel, m_quietTo}), line++, 1);
    grid->addWidget(m_quietHint, line++, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addLayout(grid);
    for (auto* box : {m_enabled, m_sound, m_desktop})
        layout->addWidget(box);
    layout->addWidget(m_meaning);
    layout->addWidget(m_hint);
    layout->addStretch(1);
    layout->addLayout(buttons);
}

void AlertRuleDialog::fill()
{
    m_name->setText(QString::fromStdString(m_before.id.text()));
    m_query->setQueryText(QString::fromStdString(m_before.query));
    m_threshold->setValue(static_cast<double>(m_before.threshold) / thresholdUnits(m_before.condition));
    const auto seconds = static_cast<int>(m_before.windowMs / msOfASecond);
    const int unit = seconds == 0 || seconds % secondsOfAMinute != 0 ? 1
                     : seconds % secondsOfAnHour != 0                ? secondsOfAMinute
                                                                     : secondsOfAnHour;
    m_unit->setCurrentIndex(m_unit->findData(unit));
    onUnit();
    m_window->setValue(seconds / unit);
    m_severity->setCurrentIndex(m_severity->findData(static_cast<int>(m_before.severity)));
    m_enabled->setChecked(m_before.enabled);
    m_quiet->setChecked(m_before.quietFrom != m_before.quietTo);
    m_quietFrom->setTime(timeOfDay(m_before.quietFrom));
    m_quietTo->setTime(timeOfDay(m_before.quietTo));
    m_sound->setChecked(m_before.sound);
    m_desktop->setChecked(m_before.desktop);
}

// The number stays: it is the unit that was wrong.
void AlertRuleDialog::onUnit()
{
    m_window->setRange(needsWindow(m_before.condition) ? 1 : 0, secondsOfADay / m_unit->currentData().toInt());
    refresh();
}

// One that is no whole second stays as it is unless somebody changes it.
std::int64_t AlertRuleDialog::windowMs() const
{
    const auto seconds = std::int64_t{m_window->value()} * m_unit->currentData().toInt();
    return seconds == m_before.windowMs / msOfASecond ? m_before.windowMs : seconds * msOfASecond;
}

AlertRuleRow AlertRuleDialog::rule() const
{
    AlertRuleRow rule = m_before;
    if (m_isNew)
        rule.id = AlertRuleId(m_name->text().trimmed().toStdString());
    rule.query = m_query->text().trimmed().toStdString();
    rule.threshold = std::llround(m_threshold->value() * thresholdUnits(m_before.condition));
    rule.windowMs = windowMs();
    rule.severity = static_cast<AlertSeverity>(m_severity->currentData().toInt());
    rule.enabled = m_enabled->isChecked();
    rule.quietFrom = m_quiet->isChecked() ? minutesOf(*m_quietFrom) : 0;
    rule.quietTo = m_quiet->isChecked() ? minutesOf(*m_quietTo) : 0;
    rule.sound = m_sound->isChecked();
    rule.desktop = m_desktop->isChecked();
    return rule;
}

QString AlertRuleDialog::nameProblem() const
{
    const auto name = m_name->text().trimmed();
    if (name.isEmpty())
        return tr("Give the rule a name.");
    return client::contract::isValidId(name.toStdString())
               ? QString()
               : tr("A name has letters A to Z, digits and . _ : - only, no spaces.");
}

// The field itself waits for a pause in typing.
QString AlertRuleDialog::queryProblem() const
{
    if (m_before.condition != AlertCondition::Query)
        return {};
    const auto text = m_query->text();
    if (text.trimmed().isEmpty())
        return tr("Write a query: the rule looks for bets that begin to match it.");
    const auto parsed = client::contract::Query::parse(text.toStdString());
    return parsed ? QString() : QueryField::explain(parsed.error(), text);
}

QString AlertRuleDialog::quietProblem() const
{
    return m_quiet->isChecked() && minutesOf(*m_quietFrom) == minutesOf(*m_quietTo)
               ? tr("The quiet hours end when they begin.")
               : QString();
}

bool AlertRuleDialog::isComplete() const
{
    return nameProblem().isEmpty() && queryProblem().isEmpty() && quietProblem().isEmpty();
}

void AlertRuleDialog::save()
{
    if (m_call || !isComplete() || !m_context.connection.whyNot(Act::AlertRule).isEmpty())
        return;
    m_told.clear();
    const client::contract::AlertRuleOrder order{rule(), m_isNew ? 0 : m_before.version};
    auto* call = m_isNew ? m_context.api.addAlertRule(order) : m_context.api.changeAlertRule(order);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result()) {
            Q_EMIT saved(*call->result());
            accept();
            return;
        }
        const auto& answer = call->answer();
        if (answer.problem && answer.problem->code == ProblemCode::VersionConflict) {
            m_told = m_isNew ? tr("There is a rule of this name already.")
                             : tr("Somebody changed this rule meanwhile. Close this, look at it and change it again.");
            Q_EMIT outdated();
        } else if (answer.kind == AnswerKind::InDoubt) {
            m_told = tr("The service did not answer (%1). Saving again does no harm.").arg(JobTexts::refusal(answer));
        } else {
            m_told = tr("Not saved: %1.").arg(JobTexts::refusal(answer));
        }
        refresh();
    });
    refresh();
}

void AlertRuleDialog::refresh()
{
    const auto show = [](QLabel* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    show(m_nameHint, nameProblem());
    show(m_queryHint, queryProblem());
    show(m_quietHint, quietProblem());
    const auto whyNot = m_context.connection.whyNot(Act::AlertRule);
    show(m_meaning, isComplete() ? AlertTexts(m_context.format).looksFor(rule()) : QString());
    show(m_hint, m_call ? tr("Sending…") : !whyNot.isEmpty() ? whyNot : m_told);
    m_save->setEnabled(isComplete() && whyNot.isEmpty() && !m_call);
    for (auto* edit : {m_quietFrom, m_quietTo})
        edit->setEnabled(m_quiet->isChecked());
    if (isVisible() && layout()->totalHeightForWidth(width()) > height())
        resize(width(), layout()->totalHeightForWidth(width()));
}

QString AlertRuleDialog::thresholdText() const
{
    switch (m_before.condition) {
    case AlertCondition::FailureRatio:
        return tr("&Failed calls, more than");
    case AlertCondition::InDoubt:
        return tr("O&perations, at least");
    case AlertCondition::Silence:
        return tr("&Usual bets in that time, at least");
    case AlertCondition::Query:
    case AlertCondition::FundsHeld:
    case AlertCondition::WrongResult:
    case AlertCondition::ApprovalWaiting:
        break;
    }
    return tr("&Bets, at least");
}

QString AlertRuleDialog::windowText() const
{
    switch (m_before.condition) {
    case AlertCondition::FundsHeld:
    case AlertCondition::ApprovalWaiting:
        return tr("&Longer than");
    case AlertCondition::Silence:
        return tr("S&ilent for");
    case AlertCondition::Query:
    case AlertCondition::FailureRatio:
    case AlertCondition::InDoubt:
    case AlertCondition::WrongResult:
        break;
    }
    return tr("&Within");
}

void AlertRuleDialog::retranslate()
{
    setWindowTitle(m_isNew ? tr("New alert rule") : m_before.builtIn ? tr("Built-in alert rule") : tr("Alert rule"));
    m_nameLabel->setText(tr("&Name"));
    m_queryLabel->setText(tr("&Query"));
    m_query->setAccessibleName(tr("Query"));
    m_thresholdLabel->setText(thresholdText());
    //: Behind a number
    m_threshold->setSuffix(m_before.condition == AlertCondition::FailureRatio ? tr(" %") : QString());
    m_windowLabel->setText(windowText());
    m_unit->setAccessibleName(tr("Unit of the time"));
    m_unit->setItemText(0, tr("seconds"));
    m_unit->setItemText(1, tr("minutes"));
    m_unit->setItemText(2, tr("hours"));
    m_severityLabel->setText(tr("Se&verity"));
    for (int i = 0; i < m_severity->count(); ++i)
        m_severity->setItemText(i, AlertTexts::severity(static_cast<AlertSeverity>(m_severity->itemData(i).toInt())));
    m_enabled->setText(tr("The rule is &on"));
    m_quiet->setText(tr("Quiet &hours (UTC)"));
    m_quietFrom->setAccessibleName(tr("Quiet from"));
    //: Between two times of a day
    m_quietToLabel->setText(tr("to"));
    m_quietTo->setAccessibleName(tr("Quiet until"));
    m_sound->setText(tr("&Sound"));
    m_desktop->setText(tr("Show on the &desktop"));
    m_cancel->setText(tr("&Cancel"));
    m_save->setText(tr("Save the &rule"));
    refresh();
}

void AlertRuleDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
