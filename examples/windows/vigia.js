const fs = require("fs");

console.log("Vigiando a pasta");
fs.watch("/pasta").once("change", (tipo, nome) => console.log("O aviso chegou:", nome));
