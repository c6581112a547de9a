%% The node's own mark (D10): above it, messages are refused with `store_full' until there is room again.
-module(mailbox_capacity).
-export([configure/1, is_full/0]).

-define(KEY, {mailbox, max_memory}).

%% Bytes of memory; infinity: no mark.
-spec configure(pos_integer() | infinity) -> ok.
configure(Max) -> persistent_term:put(?KEY, Max).

%% Rows live in memory: that is what runs out first.
-spec is_full() -> boolean().
is_full() ->
    case persistent_term:get(?KEY, infinity) of
        infinity -> false;
        Max -> erlang:memory(total) >= Max
    end.
