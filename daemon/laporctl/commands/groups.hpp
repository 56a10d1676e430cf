// The commands of laporctl, group by group, each in the file of its name. A group that the gateway answers
// has its other half in lib/control/commands.
#pragma once

namespace lapor::laporctl {

class Program;

void add_ticket_commands(Program& program);         ///< tickets, ticket, recent
void add_coordinator_commands(Program& program);    ///< queue, new, and the orders on one ticket
void add_message_commands(Program& program);        ///< messages, quarantine, send
void add_report_commands(Program& program);         ///< scorecard, export, access
void add_modem_commands(Program& program);          ///< modem, detect
void add_gateway_commands(Program& program);        ///< status, top, doctor, backup, clock, reload
void add_learn_command(Program& program);           ///< learn
void add_configuration_commands(Program& program);  ///< explain, config, events: no gateway is asked
void add_web_commands(Program& program);            ///< web
void add_node_commands(Program& program);           ///< nodes, node
void add_offline_commands(Program& program);  ///< restore, init, move-to, vacuum …: the gateway is stopped

}  // namespace lapor::laporctl
