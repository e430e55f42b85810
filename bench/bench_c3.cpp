// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// C3: sort, filter of a sorted list, and merge of a frame's changes in a list of a million bets, against
// QSortFilterProxyModel over a model that gives it plain numbers. Both end with the same rows in the same order.
#include "bench/gridload.h"
#include "bench/report.h"
#include "ui/models/betlist.h"

#include <QAbstractTableModel>
#include <QCoreApplication>
#include <QSortFilterProxyModel>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <unordered_map>

namespace {

using client::contract::BetRow;
using client::contract::Query;
using client::contract::ShownStatus;
using ui::BetColumn;
using ui::BetList;

constexpr int frameChanges = 160; // of 10,000 a second

class NoWatcher final : public ui::BetListWatcher
{
public:
    void aboutToInsert(int, int) override {}
    void inserted() override {}
    void aboutToRemove(int, int) override {}
    void removed() override {}
    void aboutToArrange() override {}
    void arranged() override {}
    void aboutToReset() override {}
    void wasReset() override {}
    void changed(int, const BetRow&, const BetRow&) override {}
    void came(int) override {}
    void aboutToForget(int) override {}
};

// As cheap as a source of a proxy can be: no text is made, and a status is compared without QVariant.
class PlainModel : public QAbstractTableModel
{
public:
    struct Row
    {
        std::string bet;
        qint64 stakeMinor;
        ShownStatus shown;
    };

    explicit PlainModel(const std::vector<BetRow>& bets)
    {
        for (const auto& bet : bets) {
            m_index.emplace(bet.bet.text(), static_cast<int>(rows.size()));
            rows.push_back({bet.bet.text(), bet.stakeMinor, bet.shown()});
        }
    }
    void apply(const std::vector<BetRow>& bets)
    {
        for (const auto& bet : bets) {
            const int row = m_index.at(bet.bet.text());
            rows[static_cast<std::size_t>(row)] = {bet.bet.text(), bet.stakeMinor, bet.shown()};
            Q_EMIT dataChanged(index(row, 0), index(row, 0));
        }
    }
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(rows.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::UserRole ? QVariant(rows[static_cast<std::size_t>(index.row())].stakeMinor) : QVariant();
    }

    std::vector<Row> rows;

private:
    std::unordered_map<std::string, int> m_index;
};

class PlainProxy : public QSortFilterProxyModel
{
public:
    explicit PlainProxy(PlainModel& model) : m_model(model)
    {
        setSortRole(Qt::UserRole);
        setSourceModel(&model);
    }
    void setWonOnly(bool on)
    {
        m_wonOnly = on;
        invalidateFilter();
    }
    std::string bet(int row) const
    {
        return m_model.rows[static_cast<std::size_t>(mapToSource(index(row, 0)).row())].bet;
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override
    {
        return !m_wonOnly || m_model.rows[static_cast<std::size_t>(row)].shown == ShownStatus::Won;
    }

private:
    PlainModel& m_model;
    bool m_wonOnly = false;
};

double cpuOf(const std::function<void()>& work)
{
    const double before = bench::threadCpuMs();
    work();
    return bench::threadCpuMs() - before;
}

void expectSame(const BetList& list, const PlainProxy& proxy)
{
    if (list.shownCount() != proxy.rowCount())
        throw std::runtime_error("the two lists differ in length");
    for (int row = 0; row < list.shownCount(); ++row) {
        if (list.rows().bet(list.slotAt(row)) != proxy.bet(row))
            throw std::runtime_error("the two lists differ in row " + std::to_string(row));
    }
}

struct Costs
{
    std::vector<double> sort;
    std::vector<double> filter;
    std::vector<double> merge;
};

struct Both
{
    Costs ours;
    Costs reference;
};

Both measure(int count, int rounds, bool withReference)
{
    bench::GridLoad load(count);
    NoWatcher watcher;
    BetList list(watcher, static_cast<std::size_t>(count));
    const auto all = load.all();
    list.apply(all, 0, all.size());
    PlainModel model(withReference ? all : std::vector<BetRow>());
    PlainProxy proxy(model);
    const auto won = *Query::parse("status:won"); // a quarter of them
    const BetList::Order byAmount{BetColumn::Amount, true};
    Both both;
    for (int round = 0; round < rounds; ++round) {
        list.setOrder({});
        both.ours.sort.push_back(cpuOf([&] { list.setOrder(byAmount); }));
        both.ours.filter.push_back(cpuOf([&] { list.setQuery(won, 0); }));
        if (withReference) {
            proxy.sort(-1);
            both.reference.sort.push_back(cpuOf([&] { proxy.sort(0, Qt::DescendingOrder); }));
            both.reference.filter.push_back(cpuOf([&] { proxy.setWonOnly(true); }));
            expectSame(list, proxy);
        }
        list.setQuery(Query(), 0);
        if (withReference) {
            // To widen it again would take the proxy minutes more.
            proxy.setSourceModel(nullptr);
            proxy.setWonOnly(false);
            proxy.setSourceModel(&model);
            proxy.sort(0, Qt::DescendingOrder);
        }
        const auto changes = load.changes(frameChanges);
        both.ours.merge.push_back(cpuOf([&] { list.apply(changes, 0, 0); }));
        if (withReference) {
            both.reference.merge.push_back(cpuOf([&] { model.apply(changes); }));
            expectSame(list, proxy);
        }
    }
    return both;
}

std::string growth(double small, double large)
{
    char text[64];
    std::snprintf(text, sizeof text, "CPU; grows with the count to the power of %.2f", std::log10(large / small));
    return text;
}

int run(int count, int rounds)
{
    using bench::median;
    const Costs tenth = measure(count / 10, rounds, false).ours;
    const Both both = measure(count, rounds, true);
    const auto line = [&](const char* goal, std::vector<double> Costs::*of, double target) {
        const double ours = median(both.ours.*of);
        const double reference = median(both.reference.*of);
        bench::print({goal, "ms", ours, reference, reference / std::max(ours, 1e-3), target, bench::Better::Higher,
                      growth(std::max(median(tenth.*of), 1e-3), ours)});
    };
    line("C3 sort", &Costs::sort, 90);
    line("C3 filter", &Costs::filter, 1'000);
    line("C3 merge", &Costs::merge, 400);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    try {
        return run(argc > 1 ? std::atoi(argv[1]) : 1'000'000, argc > 2 ? std::atoi(argv[2]) : 5);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_c3: %s\n", error.what());
        return 1;
    }
}
