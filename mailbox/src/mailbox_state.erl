%% A shard's state from its tables, when it goes to work on this node.
-module(mailbox_state).
-include("mailbox.hrl").
-export([load/1]).

-spec load(mailbox_key:shard()) -> #state{}.
load(Shard) ->
    #{q := Rows, c := Table} = Tables = mailbox_schema:tables(Shard),
    {Outbox, Position} = mailbox_outbox:load(Tables),
    {Count, Bytes} = count(ets:next(Rows, 0), Rows, 0, 0),
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
        last_inbox = meta(inboxes, Table),
        expired_before = meta(expired_before, Table)
    }.

%% Rows of inboxes come before all else.
count(Key, Table, Rows, Bytes) when is_integer(Key) ->
    [Row] = ets:lookup(Table, Key),
    count(ets:next(Table, Key), Table, Rows + 1, Bytes + mailbox_rows:size(mailbox_rows:packed(Row)));
count(_, _, Rows, Bytes) ->
    {Rows, Bytes}.

last_body(Table) ->
    case ets:prev(Table, {body, infinity}) of
        {body, Body} -> Body;
        _ -> 0
    end.

meta(Name, Table) ->
    case ets:lookup(Table, {meta, Name}) of
        [{c, _, Value}] -> Value;
        [] -> 0
    end.
