%% What is told of a failure: no contents in logs.
-module(mailbox_failure).
-export([reason/1, places/1]).

-spec reason(term()) -> atom().
reason(Reason) when is_atom(Reason) -> Reason;
reason(Reason) when is_tuple(Reason), is_atom(element(1, Reason)) -> element(1, Reason);
reason(_) -> other.

-spec places([tuple()]) -> [{module(), atom(), pos_integer() | undefined}].
places(Stack) -> [{Module, Function, proplists:get_value(line, Location)} || {Module, Function, _, Location} <- lists:sublist(Stack, 5)].
