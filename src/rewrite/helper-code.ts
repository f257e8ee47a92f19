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
    `function ${prefix}log(key,from,n,file){var E=globalThis.Error,limit=E.stackTraceLimit,prepare=E.prepareStackTrace,`,
    `at={},stack="";try{E.stackTraceLimit=40;E.prepareStackTrace=undefined;E.captureStackTrace(at,from);`,
    `stack=String(at.stack).split("\\n");stack.splice(1,n||0);stack=stack.join("\\n")}catch(e){}`,
    `finally{try{E.stackTraceLimit=limit;E.prepareStackTrace=prepare}catch(e){}}`,
    `try{${builtin('fs')}.appendFileSync(${JSON.stringify(log)},JSON.stringify({key:key,stack:stack,file:file})+"\\n")}catch(e){}}`,
    `function ${prefix}set(o,k,v){Object.defineProperty(o,k,{value:v,enumerable:true,configurable:true,writable:true})}`,
    `function ${prefix}get(o,k,get){Object.defineProperty(o,k,{get:get,set:function(v){${prefix}set(o,k,v)},`,
    `enumerable:true,configurable:true})}`,
    // What a loop loads: logged when it is loaded, under the name of who reads it, where somebody does.
    `var ${prefix}reader;`,
    `function ${prefix}seen(key,load,id){var r=${prefix}reader,file;${prefix}reader=undefined;`,
    `try{file=load.resolve(id)}catch(e){}`,
    `${prefix}log(key,r?r.from:${prefix}seen,r?r.n:0,file);return id}`,
    `function ${prefix}read(from,n,load,a){${prefix}reader={from:from,n:n};`,
    `try{return load(a)}finally{${prefix}reader=undefined}}`,
    `function ${prefix}put(o,k,load,a){var c;function get(){return(c||(c=[${prefix}read(get,0,load,a)]))[0]}`,
    `if(${prefix}closed(o,k))o[k]=get();`,
    `else Object.defineProperty(o,k,{get:get,set:function(v){${prefix}set(o,k,v)},enumerable:true,configurable:true})}`,
    // Where an assignment does more than to put a value there.
    `function ${prefix}closed(o,k){if(o===null||typeof o!=="object"&&typeof o!=="function")return true;`,
    `if(${builtin('util')}.types.isProxy(o)||!Object.isExtensible(o))return true;`,
    `for(var at=o;at;at=Object.getPrototypeOf(at)){var d=Object.getOwnPropertyDescriptor(at,k);`,
    `if(d)return!(d.writable&&(at!==o||d.configurable))}return false}`,
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
    // What a module that gathers others gives: read when it is asked for, as in a cycle it may not be there yet.
    `function ${prefix}gather(es,list){var o={};if(es)Object.defineProperty(o,"__esModule",{value:true});`,
    `list.forEach(function(e){Object.defineProperty(o,e[0],{enumerable:true,get:function(){var m=e[1],k=e[2];`,
    `if(k==="*")return es&&m&&!m.__esModule?Object.assign({},m,{default:m}):m;`,
    `return k==="default"&&es?${prefix}default(m):m[k]}})});return o}`,
  ];
}
