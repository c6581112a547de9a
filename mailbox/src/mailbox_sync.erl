%% This member's part of a flush. Whoever asks while one sync runs is answered by the next one.
%%
%% A committed transaction of Mnesia is in its log only when the log's process has written it, and on the disk only after a
%% sync; while the log is being dumped, a part of it stands in another file.
-module(mailbox_sync).
-behaviour(gen_server).
-export([start_link/0, request/1, await/2, sync/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% Answered once all that this member had taken before the call is on its disk.
-spec request(node()) -> gen_server:request_id().
request(Node) -> gen_server:send_request({?MODULE, Node}, sync).

-spec await(gen_server:request_id(), UntilMs :: integer()) -> ok | {error, term()}.
await(Request, Until) ->
    case gen_server:receive_response(Request, max(0, Until - erlang:monotonic_time(millisecond))) of
        {reply, ok} -> ok;
        timeout -> {error, timeout};
        {error, {Reason, _}} -> {error, Reason}
    end.

-spec init([]) -> {ok, [gen_server:from()]}.
init([]) -> {ok, []}.

-spec handle_call(sync, gen_server:from(), [gen_server:from()]) -> {noreply, [gen_server:from()], 0}.
handle_call(sync, From, Waiting) -> {noreply, [From | Waiting], 0}.

-spec handle_cast(term(), [gen_server:from()]) -> {noreply, [gen_server:from()], 0}.
handle_cast(_, Waiting) -> {noreply, Waiting, 0}.

%% All that has arrived has been taken in before this timeout comes.
-spec handle_info(term(), [gen_server:from()]) -> {noreply, [gen_server:from()]} | {noreply, [gen_server:from()], 0}.
handle_info(timeout, []) ->
    {noreply, []};
handle_info(timeout, Waiting) ->
    ok = sync(),
    lists:foreach(fun(From) -> gen_server:reply(From, ok) end, Waiting),
    {noreply, []};
handle_info(_, Waiting) ->
    {noreply, Waiting, 0}.

-spec sync() -> ok.
sync() ->
    ok = mailbox_pending:await_commits(),
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
