// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one unit that compiles what Asio and Beast would otherwise compile in every unit.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
