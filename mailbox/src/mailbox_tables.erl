%% Brings this node's tables up: makes them, or loads them from a node that has every row.
-module(mailbox_tables).
-export([make/1, load_from/1, copy_from/1, forget/1, part_from/2, digest/0]).

-define(LOAD_MS, 600000).
-define(LOOK_MS, 1000).
-define(PART_MS, 5000).
-define(PAUSE_MS, 10).
-define(CHUNK, 1000).
-define(RANGE, (1 bsl 32)).

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
    Start = erlang:monotonic_time(millisecond),
    ok = mnesia:set_master_nodes(Members),
    ok = mnesia:start(),
    ok = await(Members),
    ok = mailbox_schema:check(),
    ok = copy_rest(),
    Loaded = erlang:monotonic_time(millisecond),
    ok = sync_files(mnesia:system_info(directory)),
    Synced = erlang:monotonic_time(millisecond),
    logger:notice(#{what => loaded, from => Members, load_ms => Loaded - Start, sync_ms => Synced - Loaded}),
    ok.

%% On a node without tables, which may have had some: the others know it by its name. A node that is none any more would keep
%% tables from being copied.
-spec copy_from([node()]) -> ok.
copy_from([Member | _] = Members) ->
    logger:notice(#{what => new_copy, from => Members}),
    #{nodes := Nodes} = mailbox_settings:get(),
    Known = erpc:call(Member, mnesia, system_info, [db_nodes], ?LOAD_MS),
    lists:foreach(fun(Node) -> ok = erpc:call(Member, ?MODULE, forget, [Node], ?LOAD_MS) end, [node() | Known -- Nodes]),
    ok = mnesia:start(),
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, Members),
    ok = await(Members),
    {atomic, ok} = mnesia:change_table_copy_type(schema, node(), disc_copies),
    ok = copy_rest(),
    sync_files(mnesia:system_info(directory)).

%% Tables that this node has no copy of: all of them, or those that were left when it ended in the midst of that.
copy_rest() ->
    Missing = [Table || Table <- mailbox_schema:names(), not lists:member(node(), mnesia:table_info(Table, disc_copies))],
    lists:foreach(fun(Table) -> {atomic, ok} = mnesia:add_table_copy(Table, node(), disc_copies) end, Missing).

%% Whatever the members know of a node that has lost its folder.
-spec forget(node()) -> ok.
forget(Node) ->
    case lists:member(Node, mnesia:system_info(db_nodes)) of
        true ->
            {atomic, ok} = mnesia:del_table_copy(schema, Node),
            ok;
        false ->
            ok
    end.

%% Mnesia would wait for ever for a node that has gone meanwhile.
await(Members) ->
    case mnesia:wait_for_tables([schema | mailbox_schema:names()], ?LOOK_MS) of
        ok ->
            ok;
        {timeout, _} ->
            _ = Members -- [node() | nodes()] =:= [] orelse mailbox_view:again(sources_are_gone),
            await(Members)
    end.

%% Mnesia does not sync what it has received.
sync_files(Folder) ->
    {ok, Names} = file:list_dir(Folder),
    lists:foreach(fun(Name) -> sync_file(file:open(filename:join(Folder, Name), [read, raw])) end, Names).

sync_file({ok, File}) ->
    ok = file:sync(File),
    file:close(File);
%% Gone again, or no file.
sync_file({error, _}) ->
    ok.

%% Nothing comes from these any more when this returns, and Mnesia has all members.
-spec part_from([node()], [node()]) -> ok.
part_from(Gone, Members) ->
    part_from(Gone, Members, erlang:monotonic_time(millisecond) + ?PART_MS).

part_from(Gone, Members, Until) ->
    Running = mnesia:system_info(running_db_nodes),
    [] = Members -- Running,
    case [Node || Node <- Gone, lists:member(Node, Running)] of
        [] ->
            ok;
        Left ->
            _ = [erlang:disconnect_node(Node) || Node <- Left],
            true = erlang:monotonic_time(millisecond) < Until,
            timer:sleep(?PAUSE_MS),
            part_from(Gone, Members, Until)
    end.

%% Of what is in the tables, while nobody writes them: the same on nodes that have the same. Rows count by their keys alone, all else whole.
-spec digest() -> non_neg_integer().
digest() ->
    lists:sum([digest(Kind, Table) || Shard <- lists:seq(0, mailbox_schema:shards() - 1), {Kind, Table} <- maps:to_list(mailbox_schema:tables(Shard))]).

digest(Kind, Table) -> erlang:phash2({Table, sum(ets:select(Table, [{counted(Kind), [], ['$$']}], ?CHUNK), 0)}, ?RANGE).

counted(q) -> {'_', '$1', '_'};
counted(_) -> {'_', '$1', '$2'}.

sum('$end_of_table', Sum) -> Sum;
sum({Found, Next}, Sum) -> sum(ets:select(Next), lists:foldl(fun(One, Acc) -> Acc + erlang:phash2(One, ?RANGE) end, Sum, Found)).
