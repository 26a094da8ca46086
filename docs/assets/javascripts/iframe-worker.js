// Uma página aberta do disco não pode criar um Worker, e a busca do Material roda num. Aqui ele roda
// num iframe. O nome IFrameWorker é o que o Material procura para achar os arquivos da busca.
if (location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.srcdoc = "<!doctype html>";
      this.ready = new Promise((resolve) => (frame.onload = resolve)).then(async () => {
        const inside = frame.contentWindow;
        inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
        inside.importScripts = async (...scripts) => {
          for (const script of scripts) await load(inside.document, script);
        };
        await load(inside.document, url);
        return inside;
      });
      document.body.append(frame);
    }

    async postMessage(data) {
      const inside = await this.ready;
      inside.dispatchEvent(new MessageEvent("message", { data }));
    }
  };

  const load = (page, url) =>
    new Promise((resolve, reject) => {
      const script = page.createElement("script");
      script.src = url;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${url} não pôde ser lido`));
      page.body.append(script);
    });

  window.Worker = window.IFrameWorker;
}
