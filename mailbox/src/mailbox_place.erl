%% Which shards are this cell's. A shard is at work in one cell at most, which has it under a number; whoever takes it over has
%% it under the next one. What a cell knows of its own part is a row of the shard's tables.
-module(mailbox_place).
-include("mailbox.hrl").
-export([configure/0, get/1, of_draft/1, record/1, key/0, is_owned/1, holds/1, terms/0, term/1, counts/0]).
-export_type([place/0, order/0, attempt/0]).

-type order() :: pos_integer().
%% Of a copy that is being made, so that what comes late of another one is known.
-type attempt() :: binary().
-type place() ::
    %% At work here.
    {owned, order()}
    %% Closed, and being copied to the cell of that address. It may stay after all.
    | {leaving, order(), To :: binary()}
    %% The copy is there: the other cell may have it at work.
    | {settling, order(), To :: binary(), attempt()}
    %% At work elsewhere; its rows are being dropped.
    | {gone, order()}
    %% A copy that may be a part of one.
    | {coming, order(), attempt()}
    %% Never was here.
    | away.

-define(KEY, {meta, place}).
-define(BORN, {mailbox, born}).
-define(ALONE, {mailbox, alone}).
-define(FIRST, 1).

%% Once the tables are there.
-spec configure() -> ok.
configure() ->
    #{c := Table} = mailbox_schema:tables(0),
    Born =
        case mailbox_schema:is_born_away(Table) of
            true -> away;
            false -> {owned, ?FIRST}
        end,
    persistent_term:put(?BORN, Born),
    #{cells := Cells} = mailbox_settings:get(),
    persistent_term:put(?ALONE, Cells =:= [] andalso lists:all(fun is_owned/1, shards())).

shards() -> lists:seq(0, mailbox_schema:shards() - 1).

%% Every member has the same, once it is durable.
-spec get(mailbox_key:shard()) -> place().
get(Shard) ->
    #{c := Table} = mailbox_schema:tables(Shard),
    case ets:lookup(Table, ?KEY) of
        [{c, _, Place}] -> Place;
        [] -> born()
    end.

-spec of_draft(#state{}) -> place().
of_draft(State) ->
    case mailbox_draft:get(c, ?KEY, State) of
        {c, _, Place} -> Place;
        undefined -> born()
    end.

born() -> persistent_term:get(?BORN, {owned, ?FIRST}).

-spec record(place()) -> {c, term(), place()}.
record(Place) -> {c, ?KEY, Place}.

-spec key() -> term().
key() -> ?KEY.

-spec is_owned(mailbox_key:shard()) -> boolean().
is_owned(Shard) -> claimed(?MODULE:get(Shard)) > 0.

%% Whether what its tables say here is all there is to say.
-spec holds(mailbox_key:shard()) -> boolean().
holds(Shard) ->
    persistent_term:get(?ALONE, true) orelse
        case ?MODULE:get(Shard) of
            {owned, _} -> true;
            {leaving, _, _} -> true;
            _ -> false
        end.

%% For clients: the number of each shard that is at work here, 32 bits each; 0: it is not.
-spec terms() -> binary().
terms() -> <<<<(claimed(?MODULE:get(Shard))):32>> || Shard <- shards()>>.

claimed({owned, Number}) -> Number;
claimed(_) -> 0.

%% Shards that are this cell's, and those that are closed here because they move.
-spec counts() -> {non_neg_integer(), non_neg_integer()}.
counts() ->
    Kinds = [element(1, Place) || Place <- [?MODULE:get(Shard) || Shard <- shards()], is_tuple(Place)],
    {length([owned || owned <- Kinds]), length([Kind || Kind <- Kinds, Kind =:= leaving orelse Kind =:= settling])}.

-spec term(place()) -> non_neg_integer().
term(away) -> 0;
term(Place) -> element(2, Place).
