%% What has been stamped in groups and waits to be published: in order, for one taker at a time.
-module(mailbox_outbox).
-include("mailbox.hrl").
-export([add/5, take/4, drop/2, load/1]).
-export_type([group_record/0, taken/0]).

%% Position, group, seq, time, roster, sender and id (undefined: a roster entry), control, data.
-type group_record() :: {
    pos_integer(),
    mailbox_key:id(),
    pos_integer(),
    integer(),
    non_neg_integer(),
    mailbox_key:address() | undefined,
    mailbox_key:id() | undefined,
    boolean(),
    binary()
}.
%% Who, up to where, and until when.
-type taken() :: {Taker :: pos_integer(), Last :: pos_integer(), Until :: integer()}.

%% Data of one answer.
-define(MAX_PAGE_BYTES, 1048576).
%% For a taker, to publish what it has taken; then as long for others, should it not have been able to.
-define(HELD_MS, 3000).
-define(OTHERS_MS, 1500).

-spec add(
    mailbox_key:id(),
    {Seq :: pos_integer(), Ts :: integer(), Roster :: non_neg_integer()},
    {mailbox_key:address() | undefined, mailbox_key:id() | undefined, Control :: boolean()},
    binary(),
    #state{}
) -> #state{}.
add(Group, {Seq, Ts, Roster}, {Sender, Id, Control}, Data, #state{outbox_position = Last, outbox = Rows} = State) ->
    Position = Last + 1,
    Counted = mailbox_draft:put(c, {c, {meta, outbox}, Position}, State#state{outbox_position = Position, outbox = Rows + 1}),
    mailbox_draft:put(q, {q, {outbox, Position}, {Group, Seq, Ts, Roster, Sender, Id, Control, Data}}, Counted).

%% Records above a position that have not been dropped. None while another taker has some: both would publish them all.
-spec take(non_neg_integer(), pos_integer(), pos_integer(), #state{}) -> mailbox_operation:result().
take(After, Limit, Taker, #state{outbox_taken = Before} = State) ->
    Now = mailbox_clock:monotonic(),
    case is_withheld(Taker, After, Now, Before) of
        true -> {done, {records, []}, State};
        false ->
            Records = page(positions(After, State#state.outbox_position, Limit, State), ?MAX_PAGE_BYTES, State),
            {done, {records, Records}, State#state{outbox_taken = taken(Records, {Taker, After, Now}, Before)}}
    end.

is_withheld(_, _, _, undefined) -> false;
is_withheld(Taker, After, _, {Taker, Last, _}) when After >= Last -> false;
is_withheld(Taker, _, Now, {Taker, _, Until}) -> Now >= Until andalso Now < Until + ?OTHERS_MS;
is_withheld(_, _, Now, {_, _, Until}) -> Now < Until.

%% Who takes the same again has them no longer for it.
taken([], _, Before) ->
    Before;
taken(Records, {Taker, After, Now}, Before) ->
    Last = element(1, lists:last(Records)),
    case Before of
        {Taker, Had, Until} when After < Had, Now < Until -> {Taker, max(Had, Last), Until};
        _ -> {Taker, Last, Now + ?HELD_MS}
    end.

-spec drop(pos_integer(), #state{}) -> mailbox_operation:result().
drop(UpTo, #state{outbox_taken = Taken} = State) ->
    Drop = fun(Position, #state{outbox = Rows} = Acc) ->
        mailbox_draft:delete(q, {outbox, Position}, Acc#state{outbox = Rows - 1})
    end,
    Dropped = lists:foldl(Drop, State, positions(0, UpTo, 1 bsl 32, State)),
    {done, {dropped}, Dropped#state{outbox_taken = left(UpTo, Taken)}}.

left(UpTo, {_, Last, _}) when Last =< UpTo -> undefined;
left(_, Taken) -> Taken.

%% Rows, and the last position ever given out.
-spec load(mailbox_schema:tables()) -> {non_neg_integer(), non_neg_integer()}.
load(#{q := Rows, c := Table}) ->
    Count = ets:select_count(Rows, [{{q, {outbox, '_'}, '_'}, [], [true]}]),
    case ets:lookup(Table, {meta, outbox}) of
        [{c, _, Last}] -> {Count, Last};
        [] -> {Count, 0}
    end.

-spec page([pos_integer()], integer(), #state{}) -> [group_record()].
page([Position | Positions], Bytes, State) when Bytes > 0 ->
    {q, _, {Group, Seq, Ts, Roster, Sender, Id, Control, Data}} = mailbox_draft:get(q, {outbox, Position}, State),
    Record = {Position, Group, Seq, Ts, Roster, Sender, Id, Control, Data},
    [Record | page(Positions, Bytes - byte_size(Data), State)];
page(_, _, _) ->
    [].

%% Of stored records and of those that the batch adds, the first ones: many more may wait behind them.
positions(After, UpTo, Max, #state{tables = #{q := Table}} = State) ->
    Stored = stored(ets:next(Table, {outbox, After}), UpTo, Max, State),
    lists:sublist(Stored ++ [P || P <- added(State), P > After, P =< UpTo], Max).

stored({outbox, Position} = Key, UpTo, Left, #state{writes = Writes, tables = #{q := Table}} = State) when Position =< UpTo, Left > 0 ->
    Next = ets:next(Table, Key),
    case Writes of
        #{{q, Key} := undefined} -> stored(Next, UpTo, Left, State);
        #{} -> [Position | stored(Next, UpTo, Left - 1, State)]
    end;
stored(_, _, _, _) ->
    [].

added(#state{writes = Writes, tables = #{q := Table}}) ->
    lists:sort([P || {{q, {outbox, P}}, Record} <- maps:to_list(Writes), Record =/= undefined, not ets:member(Table, {outbox, P})]).
