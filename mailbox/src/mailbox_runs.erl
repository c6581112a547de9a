%% Runs of appends: the first refused one ends its run, and those behind it are refused too, also while they wait for the
%% same transaction (D3). A run is named by its client and lives in one shard, because it is of one conversation.
-module(mailbox_runs).
-include("mailbox.hrl").
-export([is_ended/2, end_by/2, forget/1]).
-export_type([place/0]).

-type place() :: undefined | {Run :: non_neg_integer(), Index :: non_neg_integer()}.

%% Runs remembered; the client itself refuses what it has not sent yet.
-define(KEPT, 10000).

-spec is_ended(place(), #state{}) -> boolean().
is_ended(undefined, _) -> false;
is_ended({Run, Index}, #state{ended = Ended}) -> Index > maps:get(Run, Ended, Index).

-spec end_by(place(), #state{}) -> #state{}.
end_by(undefined, State) ->
    State;
end_by({Run, Index}, #state{ended = Ended} = State) ->
    State#state{ended = Ended#{Run => min(Index, maps:get(Run, Ended, Index))}}.

%% Between batches.
-spec forget(#state{}) -> #state{}.
forget(#state{ended = Ended} = State) when map_size(Ended) > ?KEPT -> State#state{ended = #{}};
forget(State) -> State.
