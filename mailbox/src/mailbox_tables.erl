%% Brings this node's tables up: makes them, or loads them from a node that has every row.
-module(mailbox_tables).
-export([make/1, load_from/1, stop/0]).

-define(LOAD_MS, 600000).

%% Makes the tables on all these nodes, none of which has any.
-spec make([node()]) -> ok.
make(Nodes) ->
    case mnesia:system_info(use_dir) of
        true -> ok;
        false -> ok = mnesia:create_schema(Nodes)
    end,
    _ = [ok = erpc:call(Node, mnesia, start, []) || Node <- Nodes],
    mailbox_schema:create(Nodes),
    _ = [ok = erpc:call(Node, mnesia, wait_for_tables, [mailbox_schema:names(), ?LOAD_MS]) || Node <- Nodes],
    ok.

%% Without master nodes a start would load what the lowest-named node has, whatever that has missed.
-spec load_from([node()]) -> ok.
load_from(Members) ->
    ok = mnesia:set_master_nodes(Members),
    ok = mnesia:start(),
    ok = mnesia:wait_for_tables([schema | mailbox_schema:names()], ?LOAD_MS).

-spec stop() -> ok.
stop() ->
    stopped = mnesia:stop(),
    ok.
