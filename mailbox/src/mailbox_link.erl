%% A connection to a node of another cell, as its client: letters for its shards, and shards that move there.
-module(mailbox_link).
-export([start_link/2, letters/4, ask/4]).

-record(link, {
    socket :: mailbox_socket:socket(),
    cell :: pos_integer(),
    number = 0 :: non_neg_integer(),
    %% Who waits for the answer to which request.
    asked = #{} :: #{pos_integer() => asker()},
    %% Looks without an answer.
    unanswered = 0 :: non_neg_integer()
}).

-type asker() :: look | {letters, mailbox_key:shard(), pid()} | {ask, pid(), reference()}.
-type address() :: {string(), inet:port_number()}.

-define(CONNECT_MS, 5000).
-define(HELLO_MS, 10000).
-define(AGAIN_MS, 200).
-define(LOOK_MS, 500).
%% A node that is cut off or frozen closes nothing.
-define(MAX_UNANSWERED, 8).
%% Of one request: a frame has an end. What is left goes when these are there.
-define(MAX_LETTERS_BYTES, 4194304).

-spec start_link(pos_integer(), address()) -> {ok, pid()}.
start_link(Cell, Address) -> {ok, proc_lib:spawn_link(fun() -> connect(Cell, Address, none) end)}.

-spec letters(pid(), {mailbox_key:shard(), pid()}, mailbox_key:shard(), [{pos_integer(), mailbox_letters:letter()}]) -> ok.
letters(Link, {From, Relay}, To, Letters) ->
    Link ! {send, {letters, To, Relay}, To, {letters, From, first(Letters, ?MAX_LETTERS_BYTES)}},
    ok.

%% They are taken in order, so that a part of them has to be the first one.
first([Letter | Letters], Left) when Left > 0 -> [Letter | first(Letters, Left - erlang:external_size(Letter))];
first(_, _) -> [].

-spec ask(pid(), mailbox_key:shard(), tuple(), timeout()) -> tuple().
ask(Link, Shard, Operation, TimeoutMs) ->
    Ref = monitor(process, Link),
    Link ! {send, {ask, self(), Ref}, Shard, Operation},
    receive
        {Ref, Value} ->
            _ = demonitor(Ref, [flush]),
            Value;
        {'DOWN', Ref, process, _, _} ->
            {error, no_link}
    after TimeoutMs ->
        _ = demonitor(Ref, [flush]),
        {error, timeout}
    end.

%% Says why only when that is not what it was before.
-spec connect(pos_integer(), address(), Before :: term()) -> no_return().
connect(Cell, Address, Before) ->
    Reason =
        case mailbox_socket:connect(Address, ?CONNECT_MS) of
            {ok, Socket} -> talk(Socket, Cell);
            {error, Failure} -> Failure
        end,
    _ = Reason =:= Before orelse logger:warning(#{what => no_link, address => Address, reason => Reason}),
    timer:sleep(?AGAIN_MS),
    connect(Cell, Address, Reason).

talk(Socket, Cell) ->
    Reason = attempt(fun() -> greet(Socket, Cell) end),
    mailbox_links:lost(),
    mailbox_socket:close(Socket),
    fail_all(),
    Reason.

%% Whatever the other cell says, it is no reason to end anything here.
attempt(Run) ->
    try
        Run()
    catch
        _:Reason -> mailbox_failure:reason(Reason)
    end.

greet(Socket, Cell) ->
    #{secret := Secret} = mailbox_settings:get(),
    Own = crypto:strong_rand_bytes(32),
    Version = mailbox_wire:version(),
    case recv(Socket) of
        {ok, {hello, Version, Nonce}} ->
            _ = mailbox_socket:send(Socket, mailbox_wire:encode({hello, Version, Own, mailbox_wire:proof(Secret, client, Nonce, Own), none})),
            welcome(recv(Socket), mailbox_wire:proof(Secret, server, Nonce, Own), Socket, Cell);
        _ ->
            no_hello
    end.

recv(Socket) ->
    case mailbox_socket:recv(Socket, ?HELLO_MS) of
        {ok, Frame} -> mailbox_wire:decode(Frame);
        Error -> Error
    end.

welcome({ok, {welcome, Theirs, Shards, View, _}}, Proof, Socket, Cell) ->
    case {mailbox_wire:equal(Proof, Theirs), mailbox_schema:shards()} of
        {true, Shards} -> greeted(View, #link{socket = Socket, cell = Cell});
        {true, _} -> other_number_of_shards;
        {false, _} -> other_secret
    end;
welcome(_, _, _, _) ->
    not_welcome.

greeted(View, #link{socket = Socket, cell = Cell} = Link) ->
    mailbox_links:seen(Cell, View),
    _ = erlang:send_after(?LOOK_MS, self(), look),
    ok = mailbox_socket:read_next(Socket),
    serve(Link).

%% What came too late to be sent.
fail_all() ->
    receive
        {send, Asker, _, _} ->
            fail(Asker),
            fail_all();
        _ ->
            fail_all()
    after 0 -> ok
    end.

fail({ask, Pid, Ref}) -> Pid ! {Ref, {error, no_link}};
fail(_) -> ok.

serve(#link{unanswered = Unanswered}) when Unanswered > ?MAX_UNANSWERED ->
    silent;
serve(Link) ->
    receive
        {Kind, _, Frame} when Kind =:= tcp; Kind =:= ssl ->
            frame(mailbox_wire:decode(Frame), Link);
        {Kind, _} when Kind =:= tcp_closed; Kind =:= ssl_closed ->
            ended(closed, Link);
        {Kind, _, Reason} when Kind =:= tcp_error; Kind =:= ssl_error ->
            ended(Reason, Link);
        {send, Asker, Shard, Operation} ->
            send(Asker, Shard, Operation, Link);
        look ->
            _ = erlang:send_after(?LOOK_MS, self(), look),
            send(look, node, {view}, Link#link{unanswered = Link#link.unanswered + 1})
    end.

ended(Reason, #link{asked = Asked}) ->
    lists:foreach(fun fail/1, maps:values(Asked)),
    Reason.

send(Asker, Where, Operation, #link{socket = Socket, number = Last, asked = Asked} = Link) ->
    Number = Last + 1,
    Asking = Link#link{number = Number, asked = Asked#{Number => Asker}},
    case mailbox_socket:send(Socket, mailbox_wire:encode([{Number, Where, Operation}])) of
        ok -> serve(Asking);
        {error, Reason} -> ended(Reason, Asking)
    end.

frame({ok, {answers, Answers, _}}, #link{socket = Socket} = Link) ->
    Answered = lists:foldl(fun answer/2, Link, Answers),
    case mailbox_socket:read_next(Socket) of
        ok -> serve(Answered);
        {error, Reason} -> ended(Reason, Answered)
    end;
frame(_, Link) ->
    ended(bad_frame, Link).

answer({Number, Value}, #link{asked = Asked} = Link) ->
    case maps:take(Number, Asked) of
        {Asker, Left} -> answered(Asker, Value, Link#link{asked = Left});
        error -> Link
    end.

answered(look, {view, View}, #link{cell = Cell} = Link) ->
    mailbox_links:seen(Cell, View),
    Link#link{unanswered = 0};
answered({letters, To, Relay}, {delivered, Rows}, Link) ->
    Relay ! {delivered, To, Rows},
    Link;
answered({ask, Pid, Ref}, Value, Link) ->
    Pid ! {Ref, Value},
    Link;
%% Letters go again until they are delivered.
answered(_, _, Link) ->
    Link.
