%% The wire: frames of External Term Format. Both sides prove that they know the secret before anything else is said.
%%
%% server: {hello, Version, Nonce}
%% client: {hello, Version, Nonce, Proof, Limits}   a node of another cell: none
%% server: {welcome, Proof, Shards, View, Gauges}
%% client: [{Number, Shard, Operation}, ...]   Shard = node: of the node itself
%% server: {answers, [{Number, Value}, ...], Gauges}, in any order
-module(mailbox_wire).
-export([version/0, encode/1, decode/1, proof/4, equal/2]).

-spec version() -> 1.
version() -> 1.

-spec encode(term()) -> iodata().
encode(Term) -> term_to_iovec(Term).

%% No new atoms, no functions, nothing that is compressed.
-spec decode(binary()) -> {ok, term()} | error.
decode(<<131, Tag, _/binary>> = Frame) when Tag =/= 80 ->
    try
        {ok, binary_to_term(Frame, [safe])}
    catch
        error:badarg -> error
    end;
decode(_) ->
    error.

-spec proof(binary(), client | server, binary(), binary()) -> binary().
proof(Secret, Side, ServerNonce, ClientNonce) ->
    crypto:mac(hmac, sha256, Secret, [atom_to_binary(Side), ServerNonce, ClientNonce]).

%% In constant time.
-spec equal(binary(), term()) -> boolean().
equal(One, Other) when is_binary(Other), byte_size(One) =:= byte_size(Other) -> crypto:hash_equals(One, Other);
equal(_, _) -> false.
