// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sharedviews.h"

#include "ui/jobtexts.h"
#include "ui/models/viewsmodel.h"

#include <utility>

namespace ui {

using client::contract::ProblemCode;
using client::contract::ViewId;
using client::contract::ViewOrder;
using client::contract::ViewRow;
using client::feed::LinkState;

SharedViews::SharedViews(const Context& context, ViewsModel& views, QObject* parent)
    : QObject(parent), m_context(context), m_views(views)
{
    connect(&m_context.connection, &Connection::changed, this, &SharedViews::onConnection);
    onConnection();
}

bool SharedViews::isReachable() const
{
    const auto link = m_context.connection.link();
    return m_context.connection.isKnown() &&
           (link == LinkState::Live || link == LinkState::Delayed || link == LinkState::Polling);
}

QString SharedViews::whyNot() const
{
    const auto whyNot = m_context.connection.whyNot(Act::View);
    return whyNot.isEmpty() && m_unknown ? tr("This service keeps no views.") : whyNot;
}

void SharedViews::onConnection()
{
    const auto& instance = m_context.connection.instance();
    // Views of one environment are never listed under the name of another.
    if (!m_environment.empty() && m_environment != instance.environmentId)
        m_views.setShared({});
    const bool isOther = m_environment != instance.environmentId || m_reader != instance.subject;
    const bool began = isReachable() && (!m_reachable || isOther);
    m_environment = instance.environmentId;
    m_reader = instance.subject;
    m_reachable = isReachable();
    if (m_context.connection.isKnown())
        m_views.setReader(m_reader);
    if (isOther)
        m_unanswered.clear();
    if (began)
        ask();
}

void SharedViews::ask()
{
    if (!isReachable())
        return;
    if (m_asked) {
        // What was asked before a change could undo it here.
        m_asked->disconnect(this);
        m_asked->stop();
    }
    m_asked = m_context.api.views();
    connect(m_asked, &client::api::Call::finished, this, &SharedViews::onAsked);
}

void SharedViews::onAsked()
{
    const auto* call = std::exchange(m_asked, nullptr).data();
    // A service from before there were shared views.
    m_unknown = !call->result() && call->answer().httpStatus == 404;
    if (const auto& page = call->result()) {
        m_views.setShared(page->rows);
        return;
    }
    // Where nothing answers, the bar of the link says so.
    if (!m_unknown && call->answer().httpStatus != 0)
        Q_EMIT message(tr("The shared views could not be read (%1). Those known before are listed.")
                           .arg(JobTexts::refusal(call->answer())));
}

void SharedViews::put(const ViewId& id, const ViewOrder& order, const QString& done, const Ended& ended)
{
    if (order.expectedVersion == 0)
        m_unanswered.insert_or_assign(order.name, id);
    auto* call = m_context.api.putView(id, order);
    connect(call, &client::api::Call::finished, this, [this, call, order, done, ended] {
        if (call->result() || call->answer().problem)
            m_unanswered.erase(order.name);
        if (!call->result()) {
            const auto problem = refusal(*call, QString::fromStdString(order.name));
            if (ended)
                ended(problem);
            else
                Q_EMIT message(problem);
            return;
        }
        m_views.putShared(*call->result());
        if (m_asked)
            ask();
        Q_EMIT kept(ViewsModel::keyOf(*call->result()));
        if (ended)
            ended({});
        Q_EMIT message(done.arg(Format::foreign(order.name)));
    });
}

void SharedViews::save(const SavedView& view, bool shared, const Ended& ended)
{
    const auto* known = m_views.mineOnService(view.name);
    auto order = orderOf(view, shared);
    order.expectedVersion = known ? known->version : 0;
    const auto before = m_unanswered.find(order.name);
    const auto id = known                          ? known->id
                    : before != m_unanswered.end() ? before->second
                                                   : ViewId(client::ports::uuid(m_context.random));
    put(id, order, shared ? tr("The view %1 is saved, and shared with everybody.") : tr("The view %1 is saved."),
        [this, name = view.name, ended](const QString& problem) {
            if (problem.isEmpty())
                m_views.removeNamed(name);
            if (ended)
                ended(problem);
            else if (!problem.isEmpty())
                Q_EMIT message(problem);
        });
}

void SharedViews::rename(ViewRow row, const QString& name, const Ended& ended)
{
    row.name = name.toStdString();
    put(row.id, orderOf(row), tr("The view is called %1 now."), ended);
}

void SharedViews::share(ViewRow row, bool shared)
{
    row.shared = shared;
    put(row.id, orderOf(row),
        shared ? tr("The view %1 is shared with everybody.") : tr("The view %1 is yours alone again."), {});
}

void SharedViews::remove(const ViewRow& row)
{
    auto* call = m_context.api.deleteView(row.id);
    connect(call, &client::api::Call::finished, this, [this, call, row] {
        const auto& problem = call->answer().problem;
        // Removed already, by an attempt whose answer was lost or at another console.
        const bool isGone = problem && problem->code == ProblemCode::NotFound;
        if (!call->result() && !isGone) {
            Q_EMIT message(refusal(*call, QString::fromStdString(row.name)));
            return;
        }
        m_views.dropShared(row.id);
        if (m_asked)
            ask();
        Q_EMIT message((row.shared ? tr("The view %1 is removed, for everybody.") : tr("The view %1 is removed."))
                           .arg(Format::foreign(row.name)));
    });
}

QString SharedViews::refusal(const client::api::Call& call, const QString& name)
{
    const auto shown = Format::foreign(name.toStdString());
    const auto& problem = call.answer().problem;
    if (!problem)
        return tr("The service did not answer about the view %1 (%2). Whether it was done is not known; trying again "
                  "does no harm.")
            .arg(shown, JobTexts::refusal(call.answer()));
    if (problem->code == ProblemCode::VersionConflict || problem->code == ProblemCode::NotFound) {
        ask();
        return tr("Nothing was done: the view %1 was changed or removed elsewhere meanwhile. The list is read anew.")
            .arg(shown);
    }
    if (problem->code == ProblemCode::LimitExceeded)
        return tr("The view %1 is not saved: the service keeps no more views. Remove one of yours.").arg(shown);
    if (problem->code == ProblemCode::Forbidden)
        return tr("Nothing was done: the view %1 is somebody else's, or your role saves none.").arg(shown);
    return tr("Nothing was done: the service refused the view %1 (%2).")
        .arg(shown, Format::foreign(problem->detail, 200));
}

} // namespace ui
