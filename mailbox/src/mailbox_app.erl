-module(mailbox_app).
-behaviour(application).
-export([start/2, stop/1]).

-spec start(term(), term()) -> {ok, pid()} | {error, term()}.
start(_, _) ->
    %% Atoms of requests must be known before the first one is decoded.
    {ok, Modules} = application:get_key(mailbox, modules),
    ok = code:ensure_modules_loaded(Modules),
    #{shards := Shards, max_memory := MaxMemory} = mailbox_settings:get(),
    mailbox_schema:configure(Shards),
    mailbox_gauges:create(Shards),
    mailbox_capacity:configure(MaxMemory),
    mailbox_sup:start_link().

-spec stop(term()) -> ok.
stop(_) -> ok.
