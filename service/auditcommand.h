// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace service {

// `betd audit key` and `betd audit verify`, given the arguments after "audit"; returns the exit code. Needs no running
// service and disturbs none.
int auditCommand(int argc, const char* const* argv);

} // namespace service
