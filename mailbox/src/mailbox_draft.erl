%% The writes of a batch over the tables of its shard: reads see them, and one transaction makes all of them true.
%%
%% Only the shard's own process writes its tables, so what it reads needs no locks.
-module(mailbox_draft).
-include("mailbox.hrl").
-export([get/3, put/3, delete/3, add_row/4, range/5, last_seq/2, write/1, settled/1]).
-export_type([table/0, writes/0]).

-type table() :: q | c | d0 | d1.
%% `undefined' deletes.
-type writes() :: #{{table(), term()} => tuple() | undefined}.

-spec get(table(), term(), #state{}) -> tuple() | undefined.
get(Table, Key, #state{writes = Writes, tables = Tables}) ->
    case Writes of
        #{{Table, Key} := undefined} ->
            undefined;
        #{{Table, Key} := Record} ->
            mailbox_rows:packed(Record);
        #{} ->
            case ets:lookup(maps:get(Table, Tables), Key) of
                [Record] -> mailbox_rows:packed(Record);
                [] -> undefined
            end
    end.

-spec put(table(), tuple(), #state{}) -> #state{}.
put(Table, Record, #state{writes = Writes} = State) ->
    State#state{writes = Writes#{{Table, element(2, Record)} => Record}}.

-spec delete(table(), term(), #state{}) -> #state{}.
delete(Table, Key, #state{writes = Writes} = State) ->
    State#state{writes = Writes#{{Table, Key} => undefined}}.

%% A row behind all others of its inbox.
-spec add_row(mailbox_key:inbox(), pos_integer(), tuple(), #state{}) -> #state{}.
add_row(Inbox, Seq, Record, #state{added = Added} = State) ->
    Seqs = maps:get(Inbox, Added, []),
    put(q, Record, State#state{added = Added#{Inbox => [Seq | Seqs]}}).

%% Rows above `After' up to `UpTo', ascending, at most `Max'.
-spec range(mailbox_key:inbox(), non_neg_integer(), non_neg_integer() | infinity, non_neg_integer(), #state{}) ->
    [mailbox_rows:row()].
range(Inbox, After, UpTo, Max, #state{tables = #{q := Table}, added = Added} = State) ->
    {Left, Rows} = stored(ets:next(Table, mailbox_key:row(Inbox, After)), Table, mailbox_key:row(Inbox, UpTo), Max, [], State),
    Seqs = lists:reverse(maps:get(Inbox, Added, [])),
    lists:reverse(Rows, added(Seqs, Inbox, After, UpTo, Left, State)).

stored(Key, Table, Last, Left, Rows, State) when is_integer(Key), Key =< Last, Left > 0 ->
    case get(q, Key, State) of
        undefined -> stored(ets:next(Table, Key), Table, Last, Left, Rows, State);
        Record -> stored(ets:next(Table, Key), Table, Last, Left - 1, [Record | Rows], State)
    end;
stored(_, _, _, Left, Rows, _) ->
    {Left, Rows}.

added([Seq | Seqs], Inbox, After, UpTo, Left, State) when Left > 0, Seq =< UpTo ->
    case Seq > After andalso get(q, mailbox_key:row(Inbox, Seq), State) of
        Record when is_tuple(Record) -> [Record | added(Seqs, Inbox, After, UpTo, Left - 1, State)];
        _ -> added(Seqs, Inbox, After, UpTo, Left, State)
    end;
added(_, _, _, _, _, _) ->
    [].

%% The highest sequence number among the stored rows of an inbox that the batch has not touched.
-spec last_seq(mailbox_key:inbox(), #state{}) -> pos_integer() | undefined.
last_seq(Inbox, #state{tables = #{q := Table}}) ->
    case ets:prev(Table, mailbox_key:row(Inbox + 1, 0)) of
        '$end_of_table' -> undefined;
        Key -> last_seq(mailbox_key:inbox(Key), mailbox_key:seq(Key), Inbox)
    end.

last_seq(Inbox, Seq, Inbox) -> Seq;
last_seq(_, _, _) -> undefined.

%% The writes of some shards in one transaction, which all members have taken when this returns; the disk has not.
%% A lock for each table instead of one for each record: nobody else writes them.
-spec write([{mailbox_schema:tables(), writes()}]) -> ok | {error, term()}.
write(Drafts) ->
    case mnesia:sync_transaction(fun() -> lists:foreach(fun write_shard/1, Drafts) end) of
        {atomic, ok} -> ok;
        {aborted, Reason} -> {error, Reason}
    end.

write_shard({Tables, Writes}) ->
    Kinds = lists:usort([Kind || {Kind, _} <- maps:keys(Writes)]),
    lists:foreach(fun(Kind) -> mnesia:lock({table, maps:get(Kind, Tables)}, sticky_write) end, Kinds),
    maps:foreach(fun(Key, Record) -> write(Key, Record, Tables) end, Writes).

-spec write({table(), term()}, tuple() | undefined, mailbox_schema:tables()) -> ok.
write({Table, Key}, undefined, Tables) -> mnesia:delete(maps:get(Table, Tables), Key, sticky_write);
write({Table, _}, Record, Tables) -> mnesia:write(maps:get(Table, Tables), Record, sticky_write).

%% What the next batch starts from.
-spec settled(#state{}) -> #state{}.
settled(State) -> State#state{writes = #{}, added = #{}, letters = []}.
