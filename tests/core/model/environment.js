// Gives the tests the environment that Node has.
Module['preRun'] = () => Object.assign(ENV, process.env);
