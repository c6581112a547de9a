%% The tables: four for each shard, each on every member.
%%
%% q   a number: a row of an inbox (mailbox_key:row/2); {body, N}: an envelope that rows share; {outbox, Position}: a group's record
%% c   cursors and counters: accounts, inboxes, groups, letters to other shards, marks, what concerns the shard itself
%% d0, d1   what has been stored, by sender and id, in two generations (D2)
-module(mailbox_schema).
-export([configure/1, shards/0, tables/1, names/0, create/1, check/0, is_born_away/1]).
-export_type([tables/0]).

-type tables() :: #{q := atom(), c := atom(), d0 := atom(), d1 := atom()}.

-define(KEY, {mailbox, tables}).
-define(BORN_AWAY, {mailbox_born, away}).
-define(KINDS, [
    {q, q, ordered_set, [key, value]},
    {c, c, ordered_set, [key, value]},
    {d0, d, set, [key, place]},
    {d1, d, set, [key, place]}
]).

-spec configure(pos_integer()) -> ok.
configure(Shards) ->
    persistent_term:put(?KEY, list_to_tuple([names_of(Shard) || Shard <- lists:seq(0, Shards - 1)])).

-spec shards() -> pos_integer().
shards() -> tuple_size(persistent_term:get(?KEY)).

-spec tables(mailbox_key:shard()) -> tables().
tables(Shard) -> element(Shard + 1, persistent_term:get(?KEY)).

-spec names() -> [atom()].
names() -> [Name || Tables <- tuple_to_list(persistent_term:get(?KEY)), Name <- maps:values(Tables)].

%% Makes the tables that are not there yet, on these nodes.
-spec create([node()]) -> ok.
create(Nodes) ->
    There = mnesia:system_info(tables),
    _ = [
        create(Name, Record, Type, Attributes, Nodes)
     || Tables <- tuple_to_list(persistent_term:get(?KEY)),
        {Kind, Record, Type, Attributes} <- ?KINDS,
        Name <- [maps:get(Kind, Tables)],
        not lists:member(Name, There)
    ],
    ok.

%% Tables of another version stay as they are.
-spec check() -> ok.
check() ->
    Wrong = [
        maps:get(Kind, Tables)
     || Tables <- tuple_to_list(persistent_term:get(?KEY)),
        {Kind, _, _, Attributes} <- ?KINDS,
        mnesia:table_info(maps:get(Kind, Tables), attributes) =/= Attributes
    ],
    _ = Wrong =:= [] orelse refuse(),
    ok.

refuse() ->
    io:format(standard_error, "the tables are of another version of the mailbox~n", []),
    halt(2).

-spec create(atom(), atom(), atom(), [atom()], [node()]) -> ok.
create(Name, Record, Type, Attributes, Nodes) ->
    Options = [{disc_copies, Nodes}, {type, Type}, {attributes, Attributes}, {record_name, Record}, {user_properties, born()}],
    {atomic, ok} = mnesia:create_table(Name, Options),
    ok.

%% A property of the tables: whatever the settings say later, shards that were never here are not claimed.
born() ->
    #{owned := Owned} = mailbox_settings:get(),
    [?BORN_AWAY || Owned =:= none].

-spec is_born_away(atom()) -> boolean().
is_born_away(Table) -> lists:member(?BORN_AWAY, mnesia:table_info(Table, user_properties)).

-spec names_of(mailbox_key:shard()) -> tables().
names_of(Shard) ->
    Suffix = "_" ++ integer_to_list(Shard),
    maps:from_list([{Kind, list_to_atom(atom_to_list(Kind) ++ Suffix)} || {Kind, _, _, _} <- ?KINDS]).
