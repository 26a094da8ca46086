// Quando dois comandos digitados são o mesmo: o algoritmo de guide/commands.py, com a mesma tabela. Um
// teste confere que os dois respondem igual; as razões de cada regra estão lá.
(function () {
  "use strict";

  const MARK = "\x01";
  const OPERATOR = /&&|\|\||>>|>&|&>|<<<|<<|[;&|<>()]/y;
  const CONTROL = new Set(["&&", "||", ";", "&", "|", "(", ")"].map((one) => MARK + one));
  const SPECIAL = /[\\$`*?[~]/g;
  const PWD = /(?<!\\)\$(?:PWD(?![\p{L}\p{N}_])|\{PWD\})/gu;
  const ASSIGNMENT = /^[\p{L}\p{N}_]+=/u;
  const FIRST_ARGUMENT = new Set([
    "container run",
    "container create",
    "container exec",
    "compose run",
    "compose exec",
  ]);
  const FIELDS = { src: "source", dst: "target", destination: "target", ro: "readonly" };
  const UNFINISHED = "a linha não acaba";

  const literal = (text) => text.replace(SPECIAL, "\\$&");
  const startsAt = (line, at, text) => line.startsWith(text, at);

  const reader = (data) => {
    const tables = new Map();
    const options = (name) => {
      if (!tables.has(name)) {
        const valued = new Map();
        const letters = new Map();
        for (const one of data.options[name].split(" ").filter(Boolean)) {
          const comma = one.indexOf(",");
          const option = one.slice(comma + 1);
          const long = option.replace(/=$/, "");
          valued.set(long, option.endsWith("="));
          if (comma > 0) letters.set(one.slice(0, comma), long);
        }
        tables.set(name, { valued, letters });
      }
      return tables.get(name);
    };

    const canonical = (line) => {
      const found = [];
      let command = [];
      for (const word of words(line)) {
        if (CONTROL.has(word)) {
          found.push(...simple(command), word);
          command = [];
        } else {
          command.push(word);
        }
      }
      return [...found, ...simple(command)].join("\n");
    };

    const words = (typed) => {
      const line = typed.replaceAll("\\\n", "");
      const found = [];
      let word = null;
      let bare = true;
      let at = 0;
      const finish = () => {
        if (word !== null) found.push(word);
        word = null;
        bare = true;
      };
      while (at < line.length) {
        const char = line[at];
        if (" \t\n".includes(char)) {
          finish();
          at += 1;
          if (char === "\n") found.push(`${MARK};`);
          continue;
        }
        if (char === "#" && word === null) break;
        OPERATOR.lastIndex = at;
        const operator = OPERATOR.exec(line);
        if (operator) {
          let [text] = operator;
          if (word !== null && bare && /^\d+$/.test(word) && "<>".includes(text[0])) {
            text = word + text;
            word = null;
          }
          finish();
          found.push(MARK + text);
          at = OPERATOR.lastIndex;
          continue;
        }
        word ??= "";
        if (char === "'") {
          const end = line.indexOf("'", at + 1);
          if (end < 0) throw new Error(UNFINISHED);
          word += literal(line.slice(at + 1, end));
          bare = false;
          at = end + 1;
        } else if (char === '"') {
          const [text, next] = double(line, at + 1);
          word += text;
          bare = false;
          at = next;
        } else if (char === "\\") {
          if (at + 1 === line.length) throw new Error(UNFINISHED);
          word += literal(line[at + 1]);
          bare = false;
          at += 2;
        } else if (startsAt(line, at, "$(")) {
          const [text, next] = substitution(line, at);
          word += text;
          at = next;
        } else {
          word += char;
          at += 1;
        }
      }
      finish();
      while (found.at(-1) === `${MARK};`) found.pop();
      return found.map((one) => one.replace(PWD, "$(pwd)"));
    };

    const double = (line, start) => {
      let text = "";
      let at = start;
      while (at < line.length && line[at] !== '"') {
        if (line[at] === "\\" && at + 1 < line.length && '$`"\\'.includes(line[at + 1])) {
          text += literal(line[at + 1]);
          at += 2;
        } else if (startsAt(line, at, "$(")) {
          const [inner, next] = substitution(line, at);
          text += inner;
          at = next;
        } else {
          text += "$`".includes(line[at]) ? line[at] : literal(line[at]);
          at += 1;
        }
      }
      if (at >= line.length) throw new Error(UNFINISHED);
      return [text, at + 1];
    };

    const substitution = (line, at) => {
      let depth = 0;
      for (let end = at + 1; end < line.length; end += 1) {
        depth += (line[end] === "(") - (line[end] === ")");
        if (depth === 0) return [`$(${canonical(line.slice(at + 2, end))})`, end + 1];
      }
      throw new Error(UNFINISHED);
    };

    const simple = (command) => {
      const redirected = [];
      const kept = [];
      for (let i = 0; i < command.length; i += 1) {
        if (command[i].startsWith(MARK)) {
          redirected.push(command[i], command[i + 1] ?? "");
          i += 1;
        } else {
          kept.push(command[i]);
        }
      }
      const found = kept.findIndex((word) => !ASSIGNMENT.test(word));
      const first = found < 0 ? kept.length : found;
      return [...kept.slice(0, first), ...program(kept.slice(first)), ...redirected];
    };

    const program = (typed) => {
      const command = typed[0] === "sudo" && typed[1] === "docker" ? typed.slice(1) : typed;
      if (command[0] === "docker") return docker(command.slice(1)) ?? command;
      if (command[0] === "curl") return curl(command.slice(1)) ?? command;
      return command;
    };

    const curl = (typed) => {
      const read = take(typed, "curl");
      if (!read) return null;
      const full = read.rest.map((one) => (one.includes("://") ? one : `http://${one}`));
      return ["curl", ...read.found, MARK, ...full.map((one) => one.replace(/(:\/\/[^/]+)\/$/, "$1"))];
    };

    const docker = (typed) => {
      let read = take(typed, "", true);
      if (!read) return null;
      const found = ["docker", ...read.found];
      let { rest } = read;
      if (rest[0] === "compose") {
        read = take(rest.slice(1), "compose", true);
        if (!read) return null;
        found.push("compose", ...read.found);
        rest = [["compose", ...read.rest.slice(0, 1)].join(" "), ...read.rest.slice(1)];
      }
      const [name, others] = named(rest);
      read = name && take(others, name, FIRST_ARGUMENT.has(name));
      if (!read) return null;
      return [...found, name.replace(/^compose /, ""), ...read.found, MARK, ...read.rest];
    };

    const named = (typed) => {
      for (const length of [2, 1]) {
        const text = typed.slice(0, length).join(" ");
        const name = Object.hasOwn(data.aliases, text) ? data.aliases[text] : text;
        const known = Object.hasOwn(data.options, name) && !["", "compose", "curl"].includes(name);
        if (typed.length >= length && known) return [name, typed.slice(length)];
      }
      return ["", typed];
    };

    const isOption = (word) => word.length > 1 && word.startsWith("-");

    const take = (typed, name, first = false) => {
      const known = options(name);
      const found = [];
      const rest = [];
      const queue = [...typed];
      const add = (option, given) => {
        const valued = known.valued.get(option);
        if (valued === undefined || (valued && given === null && queue.length === 0)) return false;
        if (valued) {
          const value = given ?? queue.shift();
          found.push([option, option === "mount" ? mount(value) : value]);
        } else {
          found.push([option, given === "true" ? null : given]);
        }
        return true;
      };
      while (queue.length > 0) {
        const word = queue.shift();
        if (word === "--" || (first && !isOption(word))) {
          rest.push(...(word === "--" ? [] : [word]), ...queue);
          break;
        }
        if (!isOption(word)) {
          rest.push(word);
          continue;
        }
        if (word.startsWith("--")) {
          const equals = word.indexOf("=");
          const long = equals < 0 ? word.slice(2) : word.slice(2, equals);
          if (!add(long, equals < 0 ? null : word.slice(equals + 1))) return null;
          continue;
        }
        let letters = word.slice(1);
        while (letters) {
          const option = known.letters.get(letters[0]);
          if (option === undefined) return null;
          letters = letters.slice(1);
          const takes = letters && (known.valued.get(option) || letters[0] === "=");
          const given = takes ? letters.replace(/^=/, "") : null;
          if (!add(option, given)) return null;
          if (given !== null) break;
        }
      }
      const order = (a, b) => (a[0] < b[0] ? -1 : Number(a[0] > b[0]));
      const written = found
        .sort(order)
        .map(([option, value]) => (value === null ? `--${option}` : `--${option}=${value}`));
      return { found: written, rest };
    };

    const mount = (value) =>
      value
        .split(",")
        .map((field) => {
          const [name, ...text] = field.split("=");
          return [Object.hasOwn(FIELDS, name) ? FIELDS[name] : name, ...text].join("=");
        })
        .filter((field) => field !== "type=volume")
        .sort((a, b) => (a < b ? -1 : Number(a > b)))
        .join(",");

    // As palavras que cabem depois de `typed`: os comandos do Docker, ou as opções do que se digitou.
    const following = (typed) => {
      const before = typed.trim().split(/\s+/);
      if (before[0] !== "docker") return ["docker"];
      const [name] = named(before.slice(1));
      if (name) return [...options(name).valued.keys()].map((one) => `--${one}`);
      const group = before.slice(1).join(" ");
      return [...Object.keys(data.options), ...Object.keys(data.aliases)]
        .filter((one) => one !== "curl" && (group ? one.startsWith(`${group} `) : true))
        .map((one) => one.slice(group ? group.length + 1 : 0).split(" ")[0]);
    };

    // Quantas letras se trocam, faltam, sobram ou mudam de lugar entre duas palavras.
    const distance = (one, other) => {
      const rows = [[...Array(other.length + 1).keys()]];
      for (let i = 1; i <= one.length; i += 1) {
        rows.push([i]);
        for (let j = 1; j <= other.length; j += 1) {
          const same = Number(one[i - 1] !== other[j - 1]);
          const least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
          const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
          rows[i].push(swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least);
        }
      }
      return rows[one.length][other.length];
    };

    // A palavra de `known` mais parecida com `typed`; vazio se nenhuma se parece.
    const nearest = (typed, known) => {
      const word = typed.toLowerCase();
      const limit = word.length < 3 ? 0 : word.length < 5 ? 1 : 2;
      const sorted = (text) => [...text].sort().join("");
      const far = (one) => (sorted(one) === sorted(word) ? 0 : distance(word, one));
      const near = known.map((one) => [far(one), one]).filter(([much]) => much <= limit);
      return near.sort(([a, one], [b, other]) => a - b || other.length - one.length)[0]?.[1] ?? "";
    };

    // O que não existe em `line`: { word, line }, a palavra e a linha como talvez se quisesse, vazia se
    // nada se parece; null, se tudo existe ou não se sabe ler. `programs` são os que se conhecem.
    const mistake = (line, programs) => {
      const meant = line.trim().split(/\s+/);
      const isWord = (at) => /^\p{L}[\p{L}\p{N}._-]*$/u.test(meant[at] ?? "");
      let wrong = "";
      const check = (at, known, unlisted = []) => {
        const [written, ...value] = meant[at].split("=");
        if (known.includes(written) || unlisted.includes(written)) return;
        wrong ||= written;
        const near = nearest(written, known);
        meant[at] = near && [near, ...value].join("=");
      };
      const subcommands = (group) => following(["docker", ...group, ""].join(" ")).filter(Boolean);
      const start = Number(meant[0] === "sudo");
      if (!isWord(start)) return null;
      check(start, programs);
      const at = start + 1;
      if (meant[start] === "docker" && isWord(at)) {
        check(at, subcommands([]), others(""));
        const group = meant[at];
        const inside = group && !named([group])[0] ? subcommands([group]) : [];
        if (inside.length > 0 && isWord(at + 1)) check(at + 1, inside, others(group));
        const [name, rest] = named(meant.slice(at));
        if (name) checkOptions(name, meant, meant.length - rest.length, check);
      }
      return wrong && { word: wrong, line: meant.includes("") ? "" : meant.join(" ") };
    };

    const checkOptions = (name, meant, first, check) => {
      const { valued, letters } = options(name);
      const known = [...valued.keys()].map((one) => `--${one}`);
      for (let at = first; at < meant.length && meant[at] !== "--"; at += 1) {
        if (!isOption(meant[at])) {
          if (FIRST_ARGUMENT.has(name)) return;
          continue;
        }
        const whole = known.includes(`-${meant[at].split("=")[0]}`);
        if (meant[at].startsWith("--") || whole) check(at, known);
        const long = meant[at].slice(2);
        if (valued.get(meant[at].startsWith("--") ? long : letters.get(meant[at].at(-1)))) at += 1;
      }
    };

    const others = (group) => (Object.hasOwn(data.others, group) ? data.others[group].split(" ") : []);

    return { canonical, mistake, nearest, words: following };
  };

  window.experimente ??= {};
  window.experimente.leitor = reader;
})();
