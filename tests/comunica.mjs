// Asks the server whose address is read from standard input; prints what came, as JSON.
import { QueryEngine } from "@comunica/query-sparql";
import { readFileSync } from "node:fs";

const url = readFileSync(0, "utf-8").trim();
const name = "?who <http://www.w3.org/2000/01/rdf-schema#label> ?name";
const rows = async (stream) => (await stream.toArray()).map((b) => b.get("name").value).sort();

const engine = new QueryEngine();
const endpoint = { sources: [{ type: "sparql", value: `${url}sparql` }] };
const described = { sources: [`${url}sparql`] }; // told to be an endpoint by its description alone
const node = { sources: [`${url}id/organization/A%2FB`] }; // linked data, by content negotiation
const graph = { sources: [`${url}store?default`] };
console.log(JSON.stringify({
  select: await rows(await engine.queryBindings(`SELECT ?name { ${name} }`, endpoint)),
  described: await rows(await engine.queryBindings(`SELECT ?name { ${name} }`, described)),
  ask: await engine.queryBoolean(`ASK { ${name} }`, endpoint),
  construct: (await (await engine.queryQuads(`CONSTRUCT WHERE { ${name} }`, endpoint)).toArray()).length,
  node: await rows(await engine.queryBindings(`SELECT ?name { ${name} }`, node)),
  graph: await rows(await engine.queryBindings(`SELECT ?name { ${name} }`, graph)),
  both: await rows(await engine.queryBindings(`SELECT DISTINCT ?name { ?a <https://w3id.org/newskg/ontology#acquired> ?who . ${name} }`,
    { sources: [...endpoint.sources, ...node.sources] })),
}));
