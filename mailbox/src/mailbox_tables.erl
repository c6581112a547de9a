%% Brings this node's tables up, or makes them.
-module(mailbox_tables).
-export([open/0]).

-define(LOAD_MS, 600000).

-spec open() -> ok.
open() ->
    case mnesia:system_info(use_dir) of
        true -> ok;
        false -> ok = mnesia:create_schema([node()])
    end,
    ok = mnesia:start(),
    mailbox_schema:create([node()]),
    ok = mnesia:wait_for_tables(mailbox_schema:names(), ?LOAD_MS),
    mailbox_cluster:configure({1, [node()]}).
