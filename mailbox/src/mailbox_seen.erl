%% What has been stored, by sender and id, so that a retry stores nothing (D2). Two generations: a key lives until the
%% generation after its own is a day old. Age is running time, not wall clock: a clock step forgets nothing.
-module(mailbox_seen).
-include("mailbox.hrl").
-export([load/1, find/2, add/4, is_due/1, step/1]).
-export_type([seen/0]).

-type seen() :: #{
    current := d0 | d1,
    age_ms := integer(),
    %% When `age_ms' was right.
    as_of := integer(),
    %% Up to this row keys have been carried over in this change of generations.
    carried := mailbox_key:row() | all
}.

-define(HOUR_MS, 3600000).
-define(GENERATION_MS, (24 * ?HOUR_MS)).
-define(KEYS_PER_STEP, 1000).
-define(START, 0).

-spec load(mailbox_schema:tables()) -> seen().
load(#{c := Table}) ->
    {Current, Age} =
        case ets:lookup(Table, {meta, seen}) of
            [{c, _, Value}] -> Value;
            [] -> {d0, 0}
        end,
    #{current => Current, age_ms => Age, as_of => mailbox_clock:monotonic(), carried => ?START}.

%% Time and place of the first one.
-spec find(mailbox_key:message(), #state{}) -> {integer(), integer()} | undefined.
find(Key, #state{seen = #{current := Current}} = State) ->
    case mailbox_draft:get(Current, Key, State) of
        undefined -> place(mailbox_draft:get(other(Current), Key, State));
        Found -> place(Found)
    end.

place(undefined) -> undefined;
place({d, _, {Ts, Seq}}) -> {Ts, Seq};
place({d, _, Ts}) -> {Ts, 0}.

%% Remembers what was not found. `Seq': its place in a group, or 0.
-spec add(mailbox_key:message(), integer(), non_neg_integer(), #state{}) -> #state{}.
add(Key, Ts, Seq, #state{seen = #{current := Current}} = State) ->
    Place =
        case Seq of
            0 -> Ts;
            _ -> {Ts, Seq}
        end,
    mailbox_draft:put(Current, {d, Key, Place}, State).

-spec is_due(#state{}) -> boolean().
is_due(#state{seen = #{as_of := AsOf}} = State) ->
    age(State) >= ?GENERATION_MS orelse mailbox_clock:monotonic() - AsOf >= ?HOUR_MS.

%% One bounded step of changing generations.
-spec step(#state{}) -> #state{}.
step(#state{seen = #{carried := Carried, current := Current}} = State) ->
    case age(State) of
        Age when Age < ?GENERATION_MS -> save(Current, Age, State);
        _ when Carried =/= all -> carry(Carried, State);
        _ -> drop(State)
    end.

%% Keys of rows that still wait move to the current generation, however old they are.
carry(From, #state{tables = #{q := Table}, seen = Seen} = State) ->
    {Keys, Last} = keys(ets:next(Table, From), Table, ?KEYS_PER_STEP, []),
    With = lists:foldl(fun carry_row/2, State, Keys),
    With#state{seen = Seen#{carried := Last}}.

keys(Key, _, _, Keys) when not is_integer(Key) -> {Keys, all};
keys(Key, _, 0, Keys) -> {Keys, Key - 1};
keys(Key, Table, Left, Keys) -> keys(ets:next(Table, Key), Table, Left - 1, [Key | Keys]).

carry_row(Key, #state{seen = #{current := Current}} = State) ->
    case mailbox_draft:get(q, Key, State) of
        undefined ->
            State;
        Row ->
            Message = mailbox_key:message(mailbox_rows:sender(Row), mailbox_rows:id(Row)),
            case {mailbox_draft:get(other(Current), Message, State), mailbox_draft:get(Current, Message, State)} of
                {{d, _, _} = Older, undefined} -> mailbox_draft:put(Current, Older, State);
                _ -> State
            end
    end.

drop(#state{tables = Tables, seen = #{current := Current} = Seen} = State) ->
    Older = other(Current),
    case first(maps:get(Older, Tables), ?KEYS_PER_STEP) of
        [] ->
            With = save(Older, 0, State),
            With#state{seen = (With#state.seen)#{carried := ?START}};
        Keys ->
            Without = lists:foldl(fun(Key, Acc) -> mailbox_draft:delete(Older, Key, Acc) end, State, Keys),
            Without#state{seen = Seen}
    end.

first(Table, Max) -> first(ets:first(Table), Table, Max).

first('$end_of_table', _, _) -> [];
first(_, _, 0) -> [];
first(Key, Table, Left) -> [Key | first(ets:next(Table, Key), Table, Left - 1)].

age(#state{seen = #{age_ms := Age, as_of := AsOf}}) -> Age + mailbox_clock:monotonic() - AsOf.

save(Current, Age, #state{seen = Seen} = State) ->
    With = mailbox_draft:put(c, {c, {meta, seen}, {Current, Age}}, State),
    With#state{seen = Seen#{current := Current, age_ms := Age, as_of := mailbox_clock:monotonic()}}.

other(d0) -> d1;
other(d1) -> d0.
