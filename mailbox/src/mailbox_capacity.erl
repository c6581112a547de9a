%% The marks of memory and disk (D10): beyond them, messages are refused with `store_full' until there is room again.
-module(mailbox_capacity).
-export([configure/1, is_full/0, is_memory_full/0]).

-define(KEY, {mailbox, max_memory}).
-define(MOMENT_MS, 50).

%% Bytes of memory; infinity: no mark.
-spec configure(pos_integer() | infinity) -> ok.
configure(infinity) -> persistent_term:put(?KEY, infinity);
configure(Max) -> persistent_term:put(?KEY, {Max, atomics:new(2, [{signed, true}])}).

-spec is_full() -> boolean().
is_full() -> mailbox_disk:is_low() orelse is_memory_full().

%% Rows live in memory: that is what runs out first. Asking takes as long as all else that is done for a message, so one answer serves
%% for a moment.
-spec is_memory_full() -> boolean().
is_memory_full() ->
    case persistent_term:get(?KEY, infinity) of
        infinity -> false;
        {Max, Known} -> is_above(Max, Known, erlang:monotonic_time(millisecond) div ?MOMENT_MS)
    end.

is_above(Max, Known, Moment) ->
    case atomics:get(Known, 1) of
        Moment ->
            atomics:get(Known, 2) =:= 1;
        _ ->
            Is = erlang:memory(total) >= Max,
            atomics:put(Known, 2, if Is -> 1; true -> 0 end),
            atomics:put(Known, 1, Moment),
            Is
    end.
