-module(mailbox_wire_tests).
-include_lib("eunit/include/eunit.hrl").

-spec vectors(string()) -> [{binary(), string()}].
vectors(Name) ->
    {ok, Text} = file:read_file(filename:join(["vectors", Name])),
    Lines = string:split(string:trim(binary_to_list(Text)), "\n", all),
    [list_to_tuple(string:split(Line, "\t")) || Line <- Lines].

-spec term(string()) -> term().
term(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text ++ "."),
    {ok, Term} = erl_parse:parse_term(Tokens),
    Term.

-spec golden_terms_test_() -> [term()].
golden_terms_test_() ->
    [{Text, ?_assertEqual({ok, term(Text)}, mailbox_wire:decode(binary:decode_hex(list_to_binary(Hex))))} || {Hex, Text} <- vectors("etf")].

-spec golden_envelopes_test_() -> [term()].
golden_envelopes_test_() ->
    Id = fun(Byte) -> binary:copy(<<Byte>>, 16) end,
    Ts = 1700000000123,
    Written = #{
        "delivered" => mailbox_envelope:delivered(Ts, Id(16#b0), 300, [Id(1), Id(2)]),
        "missed" => mailbox_envelope:missed(3, 1005, Ts),
        "group_delivered" => mailbox_envelope:group_delivered(Ts, Id(16#c0), [{Id(16#a1), 7}, {Id(16#b0), 1700000000000000}])
    },
    [{Name, ?_assertEqual(binary:decode_hex(list_to_binary(Hex)), maps:get(Name, Written))} || {Name, Hex} <- vectors("envelopes")].

-spec unknown_atoms_are_refused_test() -> ok.
unknown_atoms_are_refused_test() ->
    Name = <<"nobody_has_ever_said_this_1">>,
    ?assertEqual(error, mailbox_wire:decode(<<131, 119, (byte_size(Name)), Name/binary>>)).

-spec compressed_terms_are_refused_test() -> ok.
compressed_terms_are_refused_test() ->
    ?assertEqual(error, mailbox_wire:decode(term_to_binary(lists:duplicate(1000, 0), [compressed]))).

%% Whatever comes, it is a term or an error, and an operation is good or not: nothing fails.
-spec fuzz_test_() -> term().
fuzz_test_() ->
    {timeout, 60, fun() ->
        mailbox_schema:configure(8),
        _ = rand:seed(exsss, {1, 2, 3}),
        Good = term_to_binary({append, {<<0:128>>, 1}, <<1:128>>, 5, false, undefined, [{<<2:128>>, [{1, <<"x">>}], false}]}),
        lists:foreach(fun(_) -> fuzz(Good) end, lists:seq(1, 20000))
    end}.

-spec fuzz(binary()) -> ok.
fuzz(Good) ->
    At = rand:uniform(byte_size(Good) - 1),
    <<Before:At/binary, _, Behind/binary>> = Good,
    case mailbox_wire:decode(<<Before/binary, (rand:uniform(256) - 1), Behind/binary>>) of
        {ok, Term} -> ?assert(is_boolean(mailbox_operation:check(rand:uniform(8) - 1, Term)));
        error -> ok
    end.
