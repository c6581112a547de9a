%% Writes the tables of shards that are not at work in this cell: what arrives from another one, and the end of what has left.
%% One at a time, so that what comes late of an older copy finds that a newer one has begun.
-module(mailbox_arrivals).
-behaviour(gen_server).
-export([start_link/0, drop/1, is_for/1, write/2]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(KEYS_PER_STEP, 1000).
-define(AGAIN_MS, 1000).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% The rows of a shard that is at work elsewhere now.
-spec drop(mailbox_key:shard()) -> ok.
drop(Shard) -> gen_server:cast(?MODULE, {drop, Shard}).

-spec is_for(tuple()) -> boolean().
is_for(Operation) -> lists:member(element(1, Operation), [arrive, bring, settle]).

-spec init([]) -> {ok, none}.
init([]) -> {ok, none}.

-spec handle_call(term(), {pid(), term()}, none) -> {reply, unknown, none}.
handle_call(_, _, State) -> {reply, unknown, State}.

-spec handle_cast({drop, mailbox_key:shard()}, none) -> {noreply, none}.
handle_cast({drop, Shard}, State) ->
    Dropped = attempt(fun() -> element(1, mailbox_place:get(Shard)) =:= gone andalso clear(Shard) end),
    _ = is_tuple(Dropped) andalso erlang:send_after(?AGAIN_MS, self(), {drop, Shard}),
    {noreply, State}.

-spec handle_info(term(), none) -> {noreply, none}.
handle_info({operation, {Pid, Number}, Operation}, State) ->
    Pid ! {answer, Number, attempt(fun() -> operate(Operation) end)},
    {noreply, State};
handle_info({drop, Shard}, State) ->
    handle_cast({drop, Shard}, State);
handle_info(_, State) ->
    {noreply, State}.

%% A member is missing until the next view.
attempt(Run) ->
    try
        Run()
    catch
        error:{badmatch, {error, _}} -> {error, unavailable}
    end.

%% A copy begins.
operate({arrive, Shard, Number, Attempt}) ->
    case may_arrive(mailbox_place:get(Shard), Number) of
        true ->
            ok = note(Shard, {coming, Number, Attempt}),
            ok = clear(Shard),
            {arriving};
        false ->
            {refused}
    end;
operate({bring, Shard, Attempt, Kind, Records}) ->
    case mailbox_place:get(Shard) of
        {coming, _, Attempt} ->
            ok = write(Shard, maps:from_list([{{Kind, element(2, Record)}, Record} || Record <- Records])),
            {brought};
        _ ->
            {refused}
    end;
%% Everything has come. A repeat is answered as the first one was, whatever has become of the shard since.
operate({settle, Shard, Number, Attempt}) ->
    case mailbox_place:get(Shard) of
        {coming, Number, Attempt} ->
            ok = note(Shard, {owned, Number}),
            logger:notice(#{what => shard_has_come, shard => Shard, number => Number}),
            mailbox_shards:look(Shard),
            {settled};
        {coming, _, _} ->
            {not_here};
        Place ->
            case mailbox_place:term(Place) >= Number of
                true ->
                    %% The first time may have ended before its flush.
                    ok = write(Shard, #{}),
                    _ = whereis(mailbox_shard:name(Shard)) =:= undefined andalso mailbox_shards:look(Shard),
                    {settled};
                false ->
                    {not_here}
            end
    end.

may_arrive(away, _) -> true;
may_arrive({coming, Before, _}, Number) -> Number >= Before;
may_arrive({gone, Before}, Number) -> Number > Before;
may_arrive(_, _) -> false.

note(Shard, Place) ->
    {_, Key, _} = Record = mailbox_place:record(Place),
    write(Shard, #{{c, Key} => Record}).

clear(Shard) -> lists:foreach(fun(Kind) -> clear(Kind, Shard) end, maps:keys(mailbox_schema:tables(Shard))).

clear(Kind, Shard) ->
    Table = maps:get(Kind, mailbox_schema:tables(Shard)),
    case keys(ets:first(Table), Table, ?KEYS_PER_STEP) of
        [] ->
            ok;
        Keys ->
            ok = write(Shard, maps:from_list([{{Kind, Key}, undefined} || Key <- Keys])),
            clear(Kind, Shard)
    end.

keys('$end_of_table', _, _) ->
    [];
keys(_, _, 0) ->
    [];
keys(Key, Table, Left) ->
    Others = keys(ets:next(Table, Key), Table, Left - 1),
    case mailbox_place:key() of
        Key -> Others;
        _ -> [Key | Others]
    end.

%% Durable when this returns. Only for who alone writes the shard's tables.
-spec write(mailbox_key:shard(), mailbox_draft:writes()) -> ok | {error, term()}.
write(Shard, Writes) ->
    Ref = mailbox_commit:write(mailbox_schema:tables(Shard), Writes),
    receive
        {flushed, Ref} ->
            _ = demonitor(Ref, [flush]),
            ok;
        {Failure, Ref, Reason} when Failure =:= not_flushed; Failure =:= not_written ->
            {error, {Failure, Reason}};
        {'DOWN', Ref, process, _, _} ->
            {error, no_commits}
    end.
