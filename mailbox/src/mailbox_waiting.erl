%% Answers that wait for rows in other shards.
-module(mailbox_waiting).
-export([new/0, add/5, delivered/2, untold/3, overdue/1]).
-export_type([waiting/0]).

-type entry() :: {
    mailbox_shard:from(),
    Value :: tuple(),
    mailbox_letters:answer(),
    Missing :: non_neg_integer(),
    Since :: integer()
}.
%% By the number of the first letter; and the answer that each letter belongs to.
-type waiting() :: {#{pos_integer() => entry()}, #{pos_integer() => pos_integer()}}.

%% What another shard has not written by then is answered without its rows: it is durable here, and will be written there.
-define(PATIENCE_MS, 2000).

-spec new() -> waiting().
new() -> {#{}, #{}}.

-spec add(mailbox_shard:from(), tuple(), mailbox_letters:answer(), [pos_integer()], waiting()) -> waiting().
add(From, Value, Rows, [First | _] = Numbers, {Entries, Letters}) ->
    Entry = {From, Value, Rows, length(Numbers), erlang:monotonic_time(millisecond)},
    {Entries#{First => Entry}, lists:foldl(fun(Number, Acc) -> Acc#{Number => First} end, Letters, Numbers)}.

%% How many of these letters have led to rows that no answer tells of: nobody waits for those of before this process, or after
%% his patience, and whoever was told first of one that had come before may have gone.
-spec untold([pos_integer()], [mailbox_letters:outcome()], waiting()) -> non_neg_integer().
untold(New, Outcomes, {_, Letters}) ->
    length([Number || {Number, Rows} <- Outcomes, lists:member(Number, New), Rows =:= repeated orelse not is_map_key(Number, Letters)]).

%% The answers that are complete with these.
-spec delivered([mailbox_letters:outcome()], waiting()) ->
    {[{mailbox_shard:from(), tuple()}], waiting()}.
delivered(Rows, Waiting) -> lists:foldl(fun deliver/2, {[], Waiting}, Rows).

deliver({Number, Rows}, {Complete, {Entries, Letters}}) ->
    case maps:take(Number, Letters) of
        {First, Left} when is_map_key(First, Entries) ->
            {From, Value, Answer, Missing, Since} = maps:get(First, Entries),
            case put_rows(Number, Rows, Answer) of
                All when Missing =:= 1 ->
                    {Complete ++ [{From, erlang:append_element(Value, All)}], {maps:remove(First, Entries), Left}};
                Some ->
                    {Complete, {Entries#{First := {From, Value, Some, Missing - 1, Since}}, Left}}
            end;
        {_, Left} ->
            {Complete, {Entries, Left}};
        error ->
            {Complete, {Entries, Letters}}
    end.

put_rows(Number, repeated, Answer) -> put_rows(Number, [], Answer);
put_rows(Number, Rows, Answer) ->
    lists:flatmap(
        fun
            ({letter, Other}) when Other =:= Number -> Rows;
            (Other) -> [Other]
        end,
        Answer
    ).

%% Answers that have waited too long, without the rows that are missing.
-spec overdue(waiting()) -> {[{mailbox_shard:from(), tuple()}], waiting()}.
overdue({Entries, _} = Waiting) when map_size(Entries) =:= 0 ->
    {[], Waiting};
overdue({Entries, Letters}) ->
    Before = erlang:monotonic_time(millisecond) - ?PATIENCE_MS,
    Late = maps:filter(fun(_, {_, _, _, _, Since}) -> Since < Before end, Entries),
    Answers = [
        {From, erlang:append_element(Value, [Row || Row <- Rows, tuple_size(Row) > 2])}
     || {From, Value, Rows, _, _} <- maps:values(Late)
    ],
    Left = maps:filter(fun(_, First) -> not is_map_key(First, Late) end, Letters),
    {Answers, {maps:without(maps:keys(Late), Entries), Left}}.
