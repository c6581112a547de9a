-module(mailbox_socket_tests).
-include_lib("eunit/include/eunit.hrl").

-spec a_short_frame_is_read_and_those_behind_it_as_ever_test() -> ok.
a_short_frame_is_read_and_those_behind_it_as_ever_test() ->
    {Theirs, Ours} = pair(),
    ok = gen_tcp:send(Theirs, [<<5:32>>, "hello", <<6:32>>, "frames"]),
    ?assertEqual({ok, <<"hello">>}, mailbox_socket:recv_short(Ours, 5, 5000)),
    ?assertEqual({ok, <<"frames">>}, mailbox_socket:recv(Ours, 5000)).

%% All of it never comes: that it is too long is known from its head.
-spec a_long_frame_is_not_waited_for_test() -> ok.
a_long_frame_is_not_waited_for_test() ->
    {Theirs, Ours} = pair(),
    ok = gen_tcp:send(Theirs, <<6:32>>),
    ?assertEqual({error, too_long}, mailbox_socket:recv_short(Ours, 5, 5000)).

-spec an_end_is_told_test() -> ok.
an_end_is_told_test() ->
    {Theirs, Ours} = pair(),
    ok = gen_tcp:close(Theirs),
    ?assertEqual({error, closed}, mailbox_socket:recv_short(Ours, 5, 5000)).

-spec pair() -> {gen_tcp:socket(), mailbox_socket:socket()}.
pair() ->
    persistent_term:put({mailbox, settings}, #{tls => none}),
    {ok, Listening} = mailbox_socket:listen(0, [{ip, {127, 0, 0, 1}}]),
    {ok, Theirs} = gen_tcp:connect({127, 0, 0, 1}, mailbox_socket:port(Listening), [binary, {active, false}]),
    {ok, Ours} = mailbox_socket:accept(Listening),
    {Theirs, Ours}.
