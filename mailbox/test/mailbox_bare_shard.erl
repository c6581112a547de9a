%% One shard without Mnesia: its tables, and operations over them as batches that are written or not.
-module(mailbox_bare_shard).
-include("mailbox.hrl").
-export([open/0, open/1, reopen/0, run/2, finish/2, commit/1, copy/0, restore/1]).
-export_type([copy/0]).

-type copy() :: #{atom() => [tuple()]}.

-spec open() -> #state{}.
open() -> open(1).

%% The first of several, whose tables are there too.
-spec open(pos_integer()) -> #state{}.
open(Shards) ->
    mailbox_schema:configure(Shards),
    mailbox_capacity:configure(infinity),
    mailbox_gauges:create(Shards),
    mailbox_clock:set(1700000000000, 0),
    _ = [
        ets:new(Name, [named_table, type(Kind), {keypos, 2}])
     || Shard <- lists:seq(0, Shards - 1), {Kind, Name} <- maps:to_list(mailbox_schema:tables(Shard))
    ],
    reopen().

type(Kind) when Kind =:= q; Kind =:= c -> ordered_set;
type(_) -> set.

%% As after a start.
-spec reopen() -> #state{}.
reopen() -> mailbox_state:load(0).

-spec run(tuple(), #state{}) -> {tuple(), [term()], #state{}}.
run(Operation, State) ->
    case mailbox_operation:run(Operation, State) of
        {done, Value, With} -> {Value, [], With};
        {done, Value, Rows, With} -> {Value, Rows, With}
    end.

%% What goes on after each batch: to its end.
-spec finish(tuple(), #state{}) -> {tuple(), #state{}}.
finish(Operation, State) ->
    case mailbox_operation:run(Operation, State) of
        {again, Rest, With} -> finish(Rest, commit(With));
        {done, Value, With} -> {Value, commit(With)}
    end.

-spec commit(#state{}) -> #state{}.
commit(#state{writes = Writes, tables = Tables} = State) ->
    Write = fun
        ({Kind, Key}, undefined) -> ets:delete(maps:get(Kind, Tables), Key);
        ({Kind, _}, Record) -> ets:insert(maps:get(Kind, Tables), Record)
    end,
    maps:foreach(Write, Writes),
    mailbox_draft:settled(State).

-spec copy() -> copy().
copy() -> maps:from_list([{Name, ets:tab2list(Name)} || Name <- mailbox_schema:names()]).

-spec restore(copy()) -> #state{}.
restore(Copy) ->
    maps:foreach(
        fun(Name, Records) ->
            ets:delete_all_objects(Name),
            ets:insert(Name, Records)
        end,
        Copy
    ),
    reopen().
