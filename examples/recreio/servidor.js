const http = require("http");
const dayjs = require("dayjs");

const ultimaAula = dayjs("2026-12-18").format("DD/MM/YYYY");

const servidor = http.createServer((pedido, resposta) => {
  resposta.setHeader("Content-Type", "text/plain; charset=utf-8");
  resposta.end(`Última aula do ano: ${ultimaAula}\n`);
});

servidor.listen(8000, () => console.log("Esperando pedidos na porta 8000"));

process.on("SIGTERM", () => process.exit(0));
