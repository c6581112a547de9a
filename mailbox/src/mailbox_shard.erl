%% One shard at work: takes what has come in as one batch, writes it in one transaction, has it flushed, then answers (D1).
%% What comes in meanwhile is the next batch. The tables outlive this process; all it holds besides can be read from them.
-module(mailbox_shard).
-behaviour(gen_server).
-include("mailbox.hrl").
-export([start_link/1, name/1, operate/3]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2]).
-export_type([from/0]).

%% Who is answered: a connection by its request's number, another shard for its letters, nobody.
-type from() :: {pid(), pos_integer()} | {letters, pid(), mailbox_key:shard()} | nobody.
-type answer() :: {from(), Value :: tuple(), mailbox_letters:answer() | none}.

%% A batch that is being written and flushed. Its letters must not leave before: a number that was lost would be given out again.
-record(batch, {
    ref :: reference(),
    answers = [] :: [answer()],
    letters = [] :: [{mailbox_key:shard(), pos_integer(), mailbox_letters:letter()}],
    %% Operations that are to go on after it.
    again = [] :: [{from(), tuple()}],
    %% What is true if it is not written.
    before :: #state{}
}).

-record(loop, {
    state :: #state{},
    queue = queue:new() :: queue:queue({from(), tuple()}),
    batch :: undefined | #batch{},
    %% Operations that cost nothing beside others, but a flush of their own.
    lazy = [] :: [tuple()],
    stepping = false :: boolean(),
    relay :: mailbox_relay:relay(),
    waiting = mailbox_waiting:new() :: mailbox_waiting:waiting()
}).

-define(MAX_BATCH, 256).
-define(LAZY_MS, 50).
-define(TICK_MS, 500).

-spec name(mailbox_key:shard()) -> atom().
name(Shard) -> list_to_atom("mailbox_shard_" ++ integer_to_list(Shard)).

-spec start_link(mailbox_key:shard()) -> {ok, pid()} | {error, term()}.
start_link(Shard) -> gen_server:start_link({local, name(Shard)}, ?MODULE, Shard, []).

%% The answer comes as `{answer, Number, Value}'.
-spec operate(pid(), from(), tuple()) -> ok.
operate(Shard, From, Operation) ->
    Shard ! {operation, From, Operation},
    ok.

-spec init(mailbox_key:shard()) -> {ok, #loop{}, 0} | ignore.
init(Shard) ->
    process_flag(message_queue_data, off_heap),
    process_flag(trap_exit, true),
    ok = mailbox_commit:await(),
    case mailbox_place:is_owned(Shard) of
        true -> {ok, load(Shard), 0};
        false -> ignore
    end.

load(Shard) ->
    #state{tables = Tables} = State = mailbox_state:load(Shard),
    _ = erlang:send_after(?TICK_MS, self(), tick),
    report(State),
    #loop{state = State, relay = mailbox_relay:load(Shard, mailbox_letters:load(Tables)), batch = first_flush(State)}.

%% Whoever was here before may have ended between writing and flushing: nothing of that is shown before it is durable (D1).
%% While the view is being opened, that has just been done.
first_flush(State) ->
    case mailbox_cluster:view() of
        {_, []} ->
            undefined;
        _ ->
            Ref = make_ref(),
            ok = mailbox_flush:request([{self(), Ref}]),
            #batch{ref = Ref, before = State}
    end.

-spec handle_call(term(), {pid(), term()}, #loop{}) -> {reply, unknown, #loop{}, timeout()}.
handle_call(_, _, Loop) -> {reply, unknown, Loop, pause(Loop)}.

-spec handle_cast(term(), #loop{}) -> {noreply, #loop{}, timeout()}.
handle_cast(_, Loop) -> {noreply, Loop, pause(Loop)}.

-spec handle_info(term(), #loop{}) -> {noreply, #loop{}, timeout()} | {stop, term(), #loop{}}.
handle_info({operation, From, Operation}, #loop{queue = Queue} = Loop) ->
    next(Loop#loop{queue = queue:in({From, Operation}, Queue)});
handle_info(timeout, #loop{batch = undefined} = Loop) ->
    next(batch(Loop));
handle_info(timeout, Loop) ->
    next(Loop);
handle_info({flushed, Ref}, #loop{batch = #batch{ref = Ref} = Batch, relay = Relay} = Loop) ->
    _ = demonitor(Ref, [flush]),
    #batch{answers = Answers, letters = Letters, again = Again} = Batch,
    Going = requeue(Again, Loop#loop{batch = undefined, relay = mailbox_relay:add(Letters, Relay)}),
    left(Answers, flushed(Answers, Going));
handle_info({not_written, Ref, Reason}, #loop{batch = #batch{ref = Ref} = Batch} = Loop) ->
    _ = demonitor(Ref, [flush]),
    logger:error(#{what => batch_not_written, shard => (Loop#loop.state)#state.shard, reason => mailbox_failure:reason(Reason)}),
    mailbox_gauges:add(failures, 1),
    ok = refuse(Batch),
    next(Loop#loop{batch = undefined, stepping = false, state = Batch#batch.before});
handle_info({not_flushed, Ref, Reason}, #loop{batch = #batch{ref = Ref}} = Loop) ->
    not_flushed(Reason, Loop);
handle_info({'DOWN', Ref, process, _, _}, #loop{batch = #batch{ref = Ref}} = Loop) ->
    not_flushed(no_commits, Loop);
handle_info({letters, From, Reply, Letters}, #loop{queue = Queue, state = #state{shard = Shard}} = Loop) ->
    next(Loop#loop{queue = queue:in({{letters, Reply, Shard}, {letters, From, Letters}}, Queue)});
handle_info({delivered, Shard, Rows}, #loop{relay = Relay, waiting = Waiting, lazy = Lazy} = Loop) ->
    Numbers = [Number || {Number, _} <- Rows],
    _ = Lazy =:= [] andalso erlang:send_after(?LAZY_MS, self(), lazy),
    {Complete, Still} = mailbox_waiting:delivered(Rows, Waiting),
    _ = [reply(From, Value) || {From, Value} <- Complete],
    {New, Handed} = mailbox_relay:delivered(Shard, Numbers, Relay),
    mailbox_gauges:add(untold, mailbox_waiting:untold(New, Rows, Waiting)),
    next(Loop#loop{relay = Handed, waiting = Still, lazy = [{forget, Shard, Numbers} | Lazy]});
handle_info(lazy, #loop{lazy = []} = Loop) ->
    next(Loop);
handle_info(lazy, #loop{queue = Queue, lazy = [Operation | Others]} = Loop) ->
    next(Loop#loop{queue = queue:in({nobody, Operation}, Queue), lazy = Others});
handle_info(tick, #loop{relay = Relay, waiting = Waiting} = Loop) ->
    _ = erlang:send_after(?TICK_MS, self(), tick),
    {Overdue, Still} = mailbox_waiting:overdue(Waiting),
    _ = [reply(From, Value) || {From, Value} <- Overdue],
    next(Loop#loop{relay = mailbox_relay:again(Relay), waiting = Still});
handle_info(_, Loop) ->
    next(Loop).

-spec terminate(term(), #loop{}) -> ok.
terminate(_, #loop{state = #state{shard = Shard}}) -> mailbox_gauges:set(Shard, {0, 0, 0, 0}).

%% A shard that leaves takes nothing more. Who has had no answer asks again, where it is then.
left(Answers, #loop{state = #state{shard = Shard}} = Loop) ->
    case lists:keymember({leaving}, 2, Answers) of
        true ->
            mailbox_shards:look(Shard),
            {stop, shutdown, Loop};
        false ->
            next(Loop)
    end.

-spec next(#loop{}) -> {noreply, #loop{}, timeout()}.
next(Loop) -> {noreply, Loop, pause(Loop)}.

%% Everything that has arrived is in the queue before a batch begins.
-spec pause(#loop{}) -> timeout().
pause(#loop{batch = undefined, queue = Queue}) ->
    case queue:is_empty(Queue) of
        true -> infinity;
        false -> 0
    end;
pause(_) ->
    infinity.

-spec batch(#loop{}) -> #loop{}.
batch(#loop{queue = Queue, lazy = Lazy, state = Before} = Loop) ->
    {Taken, Left} = take(Queue, ?MAX_BATCH, []),
    Work = [{nobody, Operation} || Operation <- lists:reverse(Lazy)] ++ Taken,
    State = Before#state{limits = mailbox_limits:get()},
    {Answers, Again, After} = lists:foldl(fun run/2, {[], [], State}, Work),
    mailbox_gauges:add(operations, length(Taken)),
    Taking = Loop#loop{queue = Left, lazy = []},
    case After#state.writes =:= #{} of
        true -> flushed(lists:reverse(Answers), requeue(Again, Taking#loop{state = settle(After)}));
        false -> Taking#loop{state = settle(After), batch = write(Answers, Again, After, Before)}
    end.

write(Answers, Again, #state{letters = Letters} = After, Before) ->
    Ref = mailbox_commit:write(After),
    report(After),
    #batch{ref = Ref, answers = lists:reverse(Answers), letters = lists:reverse(Letters), again = Again, before = Before}.

take(Queue, 0, Taken) ->
    {lists:reverse(Taken), Queue};
take(Queue, Left, Taken) ->
    case queue:out(Queue) of
        {{value, Work}, Rest} -> take(Rest, Left - 1, [Work | Taken]);
        {empty, Queue} -> {lists:reverse(Taken), Queue}
    end.

-spec run({from(), tuple()}, {[answer()], [{from(), tuple()}], #state{}}) ->
    {[answer()], [{from(), tuple()}], #state{}}.
run({From, Operation}, {Answers, Again, State}) ->
    try mailbox_operation:run(Operation, State) of
        {done, Value, With} -> {[{From, Value, none} | Answers], Again, With};
        {done, Value, Rows, With} -> {[{From, Value, Rows} | Answers], Again, With};
        {again, Rest, With} -> {Answers, [{From, Rest} | Again], With}
    catch
        Class:Reason:Stack ->
            logger:error(#{what => operation_failed, operation => element(1, Operation), class => Class, reason => mailbox_failure:reason(Reason), stack => mailbox_failure:places(Stack)}),
            mailbox_gauges:add(failures, 1),
            {[{From, {error, failed}, none} | Answers], Again, State}
    end.

%% Whether it is there is not known: this process starts again from its tables.
not_flushed(Reason, #loop{batch = Batch} = Loop) ->
    ok = refuse(Batch),
    logger:warning(#{what => not_flushed, reason => Reason}),
    {stop, shutdown, Loop#loop{batch = undefined}}.

refuse(#batch{answers = Answers, again = Again}) ->
    lists:foreach(fun(From) -> reply(From, {error, unavailable}) end, [From || {From, _, _} <- Answers] ++ [From || {From, _} <- Again]).

settle(State) -> mailbox_runs:forget(mailbox_inboxes:forget(mailbox_draft:settled(State))).

requeue(Again, #loop{queue = Queue} = Loop) ->
    Loop#loop{queue = lists:foldl(fun queue:in/2, Queue, lists:reverse(Again))}.

%% What is answered is durable. What waits for other shards is answered when it is durable there too.
flushed(Answers, #loop{waiting = Waiting, relay = Relay} = Loop) ->
    Still = lists:foldl(fun answer/2, Waiting, Answers),
    step(Answers, Loop#loop{waiting = Still, relay = mailbox_relay:send(Relay)}).

answer({From, Value, none}, Waiting) ->
    reply(From, Value),
    Waiting;
answer({From, Value, Rows}, Waiting) ->
    case [Number || {letter, Number} <- Rows] of
        [] ->
            reply(From, erlang:append_element(Value, Rows)),
            Waiting;
        Numbers ->
            mailbox_waiting:add(From, Value, Rows, Numbers, Waiting)
    end.

%% Changing the generations of what has been seen goes on beside other work.
step(Answers, #loop{stepping = Stepping, state = State, queue = Queue} = Loop) ->
    Ended = lists:any(fun({_, Value, _}) -> Value =:= {stepped} end, Answers),
    case (Ended orelse not Stepping) andalso mailbox_seen:is_due(State) of
        true -> Loop#loop{stepping = true, queue = queue:in({nobody, {seen_step}}, Queue)};
        false -> Loop#loop{stepping = Stepping andalso not Ended}
    end.

-spec reply(from(), tuple()) -> ok.
reply({letters, Pid, Shard}, {delivered, Rows}) ->
    Pid ! {delivered, Shard, Rows},
    ok;
reply({letters, _, _}, _) ->
    ok;
reply({Pid, Number}, Value) ->
    Pid ! {answer, Number, Value},
    ok;
reply(nobody, _) ->
    ok.

report(#state{shard = Shard, rows = Rows, bytes = Bytes, outbox = Outbox, expired_before = Expired} = State) ->
    mailbox_gauges:add({expired_before, Expired}, 0),
    mailbox_gauges:set(Shard, {Rows, Bytes, Outbox, mailbox_marks:size(State)}).
