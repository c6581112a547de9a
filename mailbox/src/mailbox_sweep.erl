%% Gives back what is not needed any more: the log when it has grown, and what processes hold that have nothing to do.
%%
%% Mnesia counts transactions until it dumps its log, and one of ours has up to thousands of rows. A process that has been
%% busy keeps its garbage while it is idle, and memory is what decides whether messages are taken (D10).
-module(mailbox_sweep).
-export([start_link/0]).

-define(LOOK_MS, 10000).
-define(MAX_LOG_BYTES, 134217728).

-spec start_link() -> {ok, pid()}.
start_link() -> {ok, proc_lib:spawn_link(fun() -> sweep(-1) end)}.

%% `Before': operations until the last look.
-spec sweep(integer()) -> no_return().
sweep(Before) ->
    timer:sleep(?LOOK_MS),
    Operations = element(7, mailbox_gauges:node()),
    Idle = Operations =:= Before,
    _ = mnesia:system_info(is_running) =:= yes andalso dump(Idle),
    _ = (Idle orelse mailbox_capacity:is_memory_full()) andalso lists:foreach(fun erlang:garbage_collect/1, processes()),
    sweep(Operations).

dump(Idle) ->
    case filelib:file_size(filename:join(mnesia:system_info(directory), "LATEST.LOG")) of
        Bytes when Bytes > ?MAX_LOG_BYTES; Idle, Bytes > ?MAX_LOG_BYTES div 128 -> mnesia:dump_log();
        _ -> ok
    end.
