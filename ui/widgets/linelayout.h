// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace ui {

// Items side by side like words in lines: as many in a line as there is room for, in whatever language.
class LineLayout : public QLayout
{
    Q_OBJECT

public:
    explicit LineLayout(int gap, QWidget* parent = nullptr);
    ~LineLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;
    QSize minimumSize() const override; // of the widest
    QSize sizeHint() const override;    // all in one line

private:
    // The height that they take; `place`: they are put there.
    int lines(const QRect& rect, bool place) const;

    const int m_gap;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace ui
