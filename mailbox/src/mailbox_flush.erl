%% Makes what has been written durable on every member of the view, for all shards of this node at once.
%%
%% A committed transaction of Mnesia is in its log only when the log's process has written it, and on the disk only after a
%% sync; while the log is being dumped, a part of it stands in another file.
-module(mailbox_flush).
-behaviour(gen_server).
-export([start_link/0, request/2, local/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-record(flusher, {
    waiting = [] :: [{pid(), reference()}],
    %% The flush that is under way, and whom it covers.
    running :: undefined | {pid(), reference(), [{pid(), reference()}]}
}).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% Answered with `{flushed, Ref}' once all that was written before this call is durable, or `{not_flushed, Ref, Reason}'.
-spec request(pid(), reference()) -> ok.
request(Pid, Ref) -> gen_server:cast(?MODULE, {request, Pid, Ref}).

%% This member's part.
-spec local() -> ok.
local() ->
    ok = mnesia_recover:sync(),
    ok = mnesia:sync_log(),
    %% For reading: else it would be made where there is none, and be taken for a damaged log at the next start.
    case file:open(filename:join(mnesia:system_info(directory), "PREVIOUS.LOG"), [raw, read]) of
        {ok, File} ->
            ok = file:sync(File),
            file:close(File);
        {error, enoent} ->
            ok
    end.

-spec init([]) -> {ok, #flusher{}}.
init([]) -> {ok, #flusher{}}.

-spec handle_call(term(), {pid(), term()}, #flusher{}) -> {reply, unknown, #flusher{}}.
handle_call(_, _, Flusher) -> {reply, unknown, Flusher}.

-spec handle_cast(term(), #flusher{}) -> {noreply, #flusher{}}.
handle_cast({request, Pid, Ref}, #flusher{waiting = Waiting} = Flusher) ->
    {noreply, start(Flusher#flusher{waiting = [{Pid, Ref} | Waiting]})}.

-spec handle_info(term(), #flusher{}) -> {noreply, #flusher{}}.
handle_info({'DOWN', Monitor, process, Pid, Reason}, #flusher{running = {Pid, Monitor, Covered}} = Flusher) ->
    mailbox_gauges:add(flushes, 1),
    _ = [Asker ! answer(Reason, Ref) || {Asker, Ref} <- lists:reverse(Covered)],
    {noreply, start(Flusher#flusher{running = undefined})};
handle_info(_, Flusher) ->
    {noreply, Flusher}.

answer(normal, Ref) -> {flushed, Ref};
answer(Reason, Ref) -> {not_flushed, Ref, Reason}.

start(#flusher{running = undefined, waiting = [_ | _] = Waiting} = Flusher) ->
    {Pid, Monitor} = spawn_monitor(fun mailbox_cluster:flush_everywhere/0),
    Flusher#flusher{waiting = [], running = {Pid, Monitor, Waiting}};
start(Flusher) ->
    Flusher.
