%% Health and metrics, for the operator's machines: GET /health, GET /metrics. No port is opened unless one is set.
-module(mailbox_http).
-export([start_link/0]).

-define(READ_MS, 5000).
-define(MAX_HEADERS, 64).
-define(PAUSE_MS, 100).

-spec start_link() -> {ok, pid()} | ignore | {error, term()}.
start_link() ->
    case mailbox_settings:get() of
        #{http_port := 0} -> ignore;
        #{host := Host, http_port := Port} -> {ok, proc_lib:spawn_link(fun() -> listen(Host, Port) end)}
    end.

-spec listen(inet:ip_address(), inet:port_number()) -> no_return().
listen(Host, Port) ->
    {ok, Socket} = gen_tcp:listen(Port, [binary, {packet, http_bin}, {active, false}, {reuseaddr, true}, {ip, Host}]),
    accept(Socket).

accept(Listening) ->
    case gen_tcp:accept(Listening) of
        {ok, Socket} ->
            Pid = spawn(fun() -> receive yours -> serve(Socket) end end),
            _ = gen_tcp:controlling_process(Socket, Pid),
            Pid ! yours;
        %% No more files, as when many connect: whoever ends here takes the node with it.
        {error, _} ->
            timer:sleep(?PAUSE_MS)
    end,
    accept(Listening).

serve(Socket) ->
    case gen_tcp:recv(Socket, 0, ?READ_MS) of
        {ok, {http_request, 'GET', {abs_path, Path}, _}} -> headers(Socket, Path, ?MAX_HEADERS);
        _ -> gen_tcp:close(Socket)
    end.

headers(Socket, Path, Left) ->
    case gen_tcp:recv(Socket, 0, ?READ_MS) of
        {ok, {http_header, _, _, _, _}} when Left > 0 ->
            headers(Socket, Path, Left - 1);
        {ok, http_eoh} ->
            {Status, Body} = answer(Path),
            Head = ["HTTP/1.1 ", Status, "\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close\r\nContent-Length: "],
            _ = gen_tcp:send(Socket, [Head, integer_to_list(iolist_size(Body)), "\r\n\r\n", Body]),
            gen_tcp:close(Socket);
        _ ->
            gen_tcp:close(Socket)
    end.

answer(<<"/health">>) ->
    case mailbox_cluster:view() of
        {_, []} -> {"503 Service Unavailable", "no view\n"};
        {Number, Members} -> {"200 OK", io_lib:format("view ~b, ~b members~n", [Number, length(Members)])}
    end;
answer(<<"/metrics">>) ->
    {"200 OK", metrics()};
answer(_) ->
    {"404 Not Found", "not found\n"}.

metrics() ->
    {Rows, Bytes, Outbox, Marks, Flushes, Expired, Operations, Failures, _, Untold} = mailbox_gauges:node(),
    {View, Members} = mailbox_cluster:view(),
    {Shards, Moving} = shards(Members),
    [
        io_lib:format("# TYPE mailbox_~s ~s~nmailbox_~s ~b~n", [Name, Type, Name, Value])
     || {Name, Type, Value} <- [
            {"rows", gauge, Rows},
            {"bytes", gauge, Bytes},
            {"group_outbox_rows", gauge, Outbox},
            {"group_marks", gauge, Marks},
            {"flushes_total", counter, Flushes},
            {"operations_total", counter, Operations},
            {"failures_total", counter, Failures},
            {"untold_total", counter, Untold},
            {"expired_before_ms", gauge, Expired},
            {"view", gauge, View},
            {"members", gauge, length(Members)},
            {"cell_shards", gauge, Shards},
            {"moving_shards", gauge, Moving},
            {"memory_bytes", gauge, erlang:memory(total)},
            {"disk_low", gauge, case mailbox_disk:is_low() of true -> 1; false -> 0 end}
            | [{"disk_free_bytes", gauge, Free} || Free <- [mailbox_disk:free()], Free >= 0]
        ]
    ].

%% The same at every member. Without a view the tables may not be there.
shards([]) -> {0, 0};
shards(_) -> mailbox_place:counts().
