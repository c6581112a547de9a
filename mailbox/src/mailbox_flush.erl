%% Makes what shards of this node have written durable on every member of the view: one flush for all that has come
%% meanwhile. A member that has not flushed in time is dropped from the view, which is to be changed before anybody is
%% answered again.
-module(mailbox_flush).
-behaviour(gen_server).
-export([start_link/0, request/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export_type([asker/0]).

-type asker() :: {pid(), reference()}.

%% A member that needs longer is dropped.
-define(FLUSH_MS, 2000).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% Each is answered with `{flushed, Ref}' once all that was written before this call is durable, or with
%% `{not_flushed, Ref, Reason}'.
-spec request([asker()]) -> ok.
request(Askers) -> gen_server:cast(?MODULE, {request, Askers}).

-spec init([]) -> {ok, [asker()]}.
init([]) -> {ok, []}.

-spec handle_call(term(), gen_server:from(), [asker()]) -> {reply, unknown, [asker()], 0}.
handle_call(_, _, Waiting) -> {reply, unknown, Waiting, 0}.

-spec handle_cast({request, [asker()]}, [asker()]) -> {noreply, [asker()], 0}.
handle_cast({request, Askers}, Waiting) -> {noreply, Askers ++ Waiting, 0}.

-spec handle_info(term(), [asker()]) -> {noreply, [asker()]} | {noreply, [asker()], 0}.
handle_info(timeout, []) ->
    {noreply, []};
handle_info(timeout, Waiting) ->
    {_, Members} = mailbox_cluster:view(),
    Result = flush(Members, Members -- mnesia:system_info(running_db_nodes)),
    mailbox_gauges:add(flushes, 1),
    lists:foreach(fun({Pid, Ref}) -> Pid ! answer(Result, Ref) end, lists:reverse(Waiting)),
    {noreply, []};
handle_info(_, Waiting) ->
    {noreply, Waiting, 0}.

answer(ok, Ref) -> {flushed, Ref};
answer({error, Reason}, Ref) -> {not_flushed, Ref, Reason}.

%% A member that this node's Mnesia has lost, be it for a moment, lacks what was written since. Once lost it comes back only
%% through another view, so whoever is there now was there all along.
flush([], _) ->
    {error, no_view};
flush(Members, []) ->
    Until = erlang:monotonic_time(millisecond) + ?FLUSH_MS,
    Asked = [{Member, mailbox_sync:request(Member)} || Member <- Members],
    failed([{Member, Reason} || {Member, Request} <- Asked, {error, Reason} <- [mailbox_sync:await(Request, Until)]]);
flush(_, Lost) ->
    failed([{Member, lost} || Member <- Lost]).

failed([]) ->
    ok;
failed(Failed) ->
    mailbox_view:drop([Member || {Member, _} <- Failed]),
    {error, Failed}.
