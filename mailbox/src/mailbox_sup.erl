%% Tables first, then the flusher, the shards, and last what takes connections.
-module(mailbox_sup).
-behaviour(supervisor).
-export([start_link/0, init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

-spec init([]) -> {ok, {supervisor:sup_flags(), [supervisor:child_spec()]}}.
init([]) ->
    ok = mailbox_tables:open(),
    Children = [
        #{id => flush, start => {mailbox_flush, start_link, []}},
        #{id => shards, start => {mailbox_shards_sup, start_link, []}, type => supervisor, shutdown => infinity},
        #{id => connections, start => {mailbox_connections_sup, start_link, []}, type => supervisor},
        #{id => listener, start => {mailbox_listener, start_link, []}}
    ],
    {ok, {#{strategy => rest_for_one, intensity => 5, period => 10}, Children}}.
