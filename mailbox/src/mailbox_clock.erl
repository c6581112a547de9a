%% Time. A node that runs for tests takes it from its client instead.
-module(mailbox_clock).
-export([now/0, monotonic/0, set/2]).

-define(KEY, {mailbox, clock}).

%% Wall clock, milliseconds since 1970. May jump.
-spec now() -> integer().
now() ->
    case persistent_term:get(?KEY, system) of
        system -> os:system_time(millisecond);
        {Now, _} -> Now
    end.

%% Milliseconds since some start; never jumps.
-spec monotonic() -> integer().
monotonic() ->
    case persistent_term:get(?KEY, system) of
        system -> erlang:monotonic_time(millisecond);
        {_, Monotonic} -> Monotonic
    end.

-spec set(integer(), integer()) -> ok.
set(Now, Monotonic) ->
    case persistent_term:get(?KEY, system) of
        {Now, Monotonic} -> ok;
        _ -> persistent_term:put(?KEY, {Now, Monotonic})
    end.
