%% A shard's state from its tables, when it goes to work on this node.
-module(mailbox_state).
-include("mailbox.hrl").
-export([load/1]).

-spec load(mailbox_key:shard()) -> #state{}.
load(Shard) ->
    #{q := Rows, c := Table} = Tables = mailbox_schema:tables(Shard),
    {Outbox, Position} = mailbox_groups:load_outbox(Tables),
    {Count, Bytes} = count(ets:next(Rows, {<<>>, 0}), Rows, 0, 0),
    #state{
        shard = Shard,
        tables = Tables,
        opening = rand:uniform(16#7ffffffe),
        opened_at = mailbox_clock:now(),
        limits = mailbox_limits:get(),
        letter_number = mailbox_letters:last(Tables),
        outbox_position = Position,
        outbox = Outbox,
        body = last_body(Rows),
        marks = mailbox_marks:load(Tables),
        seen = mailbox_seen:load(Tables),
        rows = Count,
        bytes = Bytes,
        expired_before = expired_before(Table)
    }.

count('$end_of_table', _, Rows, Bytes) ->
    {Rows, Bytes};
count(Key, Table, Rows, Bytes) ->
    [Row] = ets:lookup(Table, Key),
    count(ets:next(Table, Key), Table, Rows + 1, Bytes + mailbox_rows:size(Row)).

last_body(Table) ->
    case ets:prev(Table, {body, infinity}) of
        {body, Body} -> Body;
        _ -> 0
    end.

expired_before(Table) ->
    case ets:lookup(Table, {meta, expired_before}) of
        [{c, _, Before}] -> Before;
        [] -> 0
    end.
