/**
 * The functions that accessors call, on one line. They keep to what a program cannot easily take away, and leave no
 * frame of theirs in a logged stack.
 *
 * @param prefix of all names
 * @param log absolute path of the file to write to
 */
export function helperCode(prefix: string, format: 'esm' | 'cjs', log: string): string {
  const builtin = (name: string) => `globalThis.process.getBuiltinModule("node:${name}")`;
  return [
    `function ${prefix}log(key,from,n){var E=globalThis.Error,limit=E.stackTraceLimit,prepare=E.prepareStackTrace,`,
    `at={},stack="";try{E.stackTraceLimit=40;E.prepareStackTrace=undefined;E.captureStackTrace(at,from);`,
    `stack=String(at.stack).split("\\n");stack.splice(1,n||0);stack=stack.join("\\n")}catch(e){}`,
    `finally{try{E.stackTraceLimit=limit;E.prepareStackTrace=prepare}catch(e){}}`,
    `try{${builtin('fs')}.appendFileSync(${JSON.stringify(log)},JSON.stringify({key:key,stack:stack})+"\\n")}catch(e){}}`,
    `function ${prefix}set(o,k,v){Object.defineProperty(o,k,{value:v,enumerable:true,configurable:true,writable:true})}`,
    `function ${prefix}get(o,k,get){Object.defineProperty(o,k,{get:get,set:function(v){${prefix}set(o,k,v)},`,
    `enumerable:true,configurable:true})}`,
    ...(format === 'esm' ? moduleHelpers(prefix, builtin) : commonJsHelpers(prefix)),
  ].join('');
}

/** What an ES module sees of what `require` gave: of CommonJS, `default` is all of it. */
function moduleHelpers(prefix: string, builtin: (name: string) => string): string[] {
  const isModule = `${builtin('util')}.types.isModuleNamespaceObject(m)`;
  return [
    `function ${prefix}load(id){return ${builtin('module')}.createRequire(import.meta.url)(id)}`,
    `function ${prefix}default(m){return ${isModule}?m.default:m}`,
    // Node marks what it gives to require; an import sees no such mark.
    `function ${prefix}namespace(m){var is=${isModule};if(is&&!("__esModule" in m))return m;`,
    `var view={__proto__:null,[Symbol.toStringTag]:"Module"};`,
    `Object.defineProperty(view,Symbol.toStringTag,{enumerable:false});`,
    `if(m!==null&&(typeof m==="object"||typeof m==="function"))Object.keys(m).forEach(function(k){`,
    `if(!is||k!=="__esModule")Object.defineProperty(view,k,{enumerable:true,get:function(){return m[k]}})});`,
    `if(!is)Object.defineProperty(view,"default",{enumerable:true,value:m});return view}`,
  ];
}

/** What compilers make of ES module syntax in CommonJS. */
function commonJsHelpers(prefix: string): string[] {
  return [
    `function ${prefix}load(id){return require(id)}`,
    `function ${prefix}default(m){return m&&m.__esModule?m.default:m}`,
    `function ${prefix}namespace(m){return m}`,
  ];
}
