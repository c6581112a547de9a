%% Opens and closes the shards of this node. They are closed whenever the view changes.
-module(mailbox_shards).
-export([open/1, close/1, close/0, reopen/0]).

%% Takes a view for the current one and starts the shards that are at work here in it.
-spec open(mailbox_view_file:view()) -> ok.
open(View) ->
    close(),
    mailbox_view_file:set_running(View),
    _ = [start(Shard) || Shard <- lists:seq(0, mailbox_schema:shards() - 1), mailbox_cluster:primary(Shard, View) =:= node()],
    mailbox_cluster:configure(View),
    logger:notice(#{what => view, view => View}),
    ok.

%% Shards that could not have something flushed have ended, and wait for the next view. When none comes, they go on.
-spec reopen() -> ok.
reopen() ->
    Ended = [Shard || {Shard, undefined, _, _} <- supervisor:which_children(mailbox_shards_sup)],
    lists:foreach(fun(Shard) -> supervisor:restart_child(mailbox_shards_sup, Shard) end, Ended).

-spec start(mailbox_key:shard()) -> {ok, pid()}.
start(Shard) ->
    Child = #{id => Shard, start => {mailbox_shard, start_link, [Shard]}, shutdown => brutal_kill, restart => transient},
    {ok, _} = supervisor:start_child(mailbox_shards_sup, Child).

%% For a view of this number, unless there is one already.
-spec close(pos_integer()) -> ok | {error, old_view}.
close(Number) ->
    case mailbox_view_file:number() < Number of
        true -> close();
        false -> {error, old_view}
    end.

%% Whoever waits for an answer asks again.
-spec close() -> ok.
close() ->
    mailbox_cluster:configure({0, []}),
    lists:foreach(
        fun({Shard, _, _, _}) ->
            ok = supervisor:terminate_child(mailbox_shards_sup, Shard),
            ok = supervisor:delete_child(mailbox_shards_sup, Shard),
            mailbox_gauges:set(Shard, {0, 0, 0, 0})
        end,
        supervisor:which_children(mailbox_shards_sup)
    ).
