%% Opens and closes the shards of this node. They are closed whenever the view changes.
-module(mailbox_shards).
-behaviour(gen_server).
-export([start_link/0, open/1, close/2, look/1, reopen/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% The change of the view that this node takes part in.
-type change() :: none | {Number :: pos_integer(), Leader :: node()}.

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% Takes a view for the current one and starts the shards that are at work here in it.
-spec open(mailbox_view_file:view()) -> ok | {error, old_view}.
open(View) -> gen_server:call(?MODULE, {open, View}, infinity).

%% For a view of this number: not if there is one already, or another node makes one. Whoever waits for an answer asks again.
-spec close(pos_integer(), node()) -> ok | {error, old_view}.
close(Number, Leader) -> gen_server:call(?MODULE, {close, Number, Leader}, infinity).

%% It has left, come, or stayed: closes what does not concern it any more, and opens what does.
-spec look(mailbox_key:shard()) -> ok.
look(Shard) -> gen_server:cast(?MODULE, {look, Shard}).

%% Shards that could not have something flushed have ended, and wait for the next view. When none comes, they go on.
-spec reopen() -> ok.
reopen() -> gen_server:cast(?MODULE, reopen).

-spec init([]) -> {ok, change()}.
init([]) -> {ok, none}.

-spec handle_call(term(), {pid(), term()}, change()) -> {reply, ok | {error, old_view}, change()}.
handle_call({close, Number, Leader}, _, Change) ->
    case Number > mailbox_view_file:number() andalso may_lead({Number, Leader}, Change) of
        true ->
            close_all(),
            {reply, ok, {Number, Leader}};
        false ->
            {reply, {error, old_view}, Change}
    end;
handle_call({open, {Number, _} = View}, _, Change) ->
    case Change =:= none orelse element(1, Change) =:= Number of
        true ->
            close_all(),
            open_all(View),
            {reply, ok, Change};
        false ->
            {reply, {error, old_view}, Change}
    end.

-spec handle_cast(reopen | {look, mailbox_key:shard()}, change()) -> {noreply, change()}.
handle_cast(reopen, Change) ->
    Ended = [Child || {Child, undefined, _, _} <- supervisor:which_children(mailbox_shards_sup)],
    lists:foreach(fun reopen/1, Ended),
    {noreply, Change};
handle_cast({look, Shard}, Change) ->
    _ = mailbox_cluster:primary(Shard) =:= node() andalso look_at(Shard),
    {noreply, Change}.

reopen({moving, Shard}) -> look_at(Shard);
reopen(Shard) when is_integer(Shard) -> look_at(Shard);
reopen(Child) -> supervisor:restart_child(mailbox_shards_sup, Child).

look_at(Shard) ->
    Open = [Child || {Child, _, _, _} <- supervisor:which_children(mailbox_shards_sup)],
    lists:foreach(fun close_child/1, [Child || Child <- [Shard, {moving, Shard}], lists:member(Child, Open)]),
    open_shard(Shard).

open_shard(Shard) ->
    case mailbox_place:get(Shard) of
        {owned, _} -> start(Shard, mailbox_shard, [Shard], transient);
        {leaving, _, _} -> start({moving, Shard}, mailbox_mover, [Shard], transient);
        {settling, _, _, _} -> start({moving, Shard}, mailbox_mover, [Shard], transient);
        {gone, _} -> mailbox_arrivals:drop(Shard);
        _ -> ok
    end.

-spec handle_info(term(), change()) -> {noreply, change()}.
handle_info(_, Change) -> {noreply, Change}.

%% A change whose leader is gone has ended.
may_lead(_, none) -> true;
may_lead(Change, Change) -> true;
may_lead({Number, _}, {Before, Leader}) -> Number > Before orelse not lists:member(Leader, [node() | nodes()]).

open_all(View) ->
    mailbox_view_file:set_running(View),
    mailbox_place:configure(),
    start(commit, mailbox_commit, [], permanent),
    start(arrivals, mailbox_arrivals, [], permanent),
    Own = [Shard || Shard <- lists:seq(0, mailbox_schema:shards() - 1), mailbox_cluster:primary(Shard, View) =:= node()],
    lists:foreach(fun open_shard/1, Own),
    mailbox_cluster:configure(View),
    logger:notice(#{what => view, view => View}).

start(Id, Module, Arguments, Restart) ->
    Child = #{id => Id, start => {Module, start_link, Arguments}, shutdown => brutal_kill, restart => Restart},
    {ok, _} = supervisor:start_child(mailbox_shards_sup, Child).

close_all() ->
    mailbox_cluster:configure({0, []}),
    Children = [Child || {Child, _, _, _} <- supervisor:which_children(mailbox_shards_sup)],
    lists:foreach(fun close_child/1, Children).

close_child(Child) ->
    ok = supervisor:terminate_child(mailbox_shards_sup, Child),
    ok = supervisor:delete_child(mailbox_shards_sup, Child),
    _ = is_integer(Child) andalso mailbox_gauges:set(Child, {0, 0, 0, 0}).
